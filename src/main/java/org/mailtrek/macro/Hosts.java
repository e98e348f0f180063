package org.mailtrek.macro;

import java.util.Iterator;
import java.util.List;
import org.mailtrek.host.TrekException;

/** The hosts of the estate, in the order of {@code estate.yaml}: {@code hosts.each { }}, {@code hosts["mail1"]}, {@code hosts.mail1}. Only reads. */
public final class Hosts implements Iterable<OneHost> {

  private final Recorder world;

  Hosts(Recorder world) {
    this.world = world;
  }

  /** Returns the names. */
  public List<String> getNames() {
    return world.beside().hosts();
  }

  /** Returns a host. */
  public OneHost getAt(String name) throws TrekException {
    if (!getNames().contains(name)) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("there is no such host").next("one of " + String.join(", ", getNames()));
    }
    return new OneHost(world, name);
  }

  /** Returns a host that is asked for as a property. */
  public OneHost propertyMissing(String name) throws TrekException {
    return getAt(name);
  }

  @Override
  public Iterator<OneHost> iterator() {
    return getNames().stream().map(name -> new OneHost(world, name)).iterator();
  }
}
