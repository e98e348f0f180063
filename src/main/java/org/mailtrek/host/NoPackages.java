package org.mailtrek.host;

import java.util.List;
import java.util.SortedMap;

/** The packages of a machine whose package manager is none that is known: each question is refused when it is asked, so that all else works. */
final class NoPackages implements Packages, PackagesView {

  private final String host;
  private final String why;

  NoPackages(String host, String why) {
    this.host = host;
    this.why = why;
  }

  @Override
  public PackagesView view() {
    return this;
  }

  @Override
  public SortedMap<String, Installed> installed() throws TrekException {
    throw refused();
  }

  @Override
  public List<String> available(String name) throws TrekException {
    throw refused();
  }

  @Override
  public List<String> offered() throws TrekException {
    throw refused();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    throw refused();
  }

  @Override
  public String family() {
    return "none";
  }

  @Override
  public void install(List<String> packages) throws TrekException {
    throw refused();
  }

  @Override
  public void remove(List<String> names) throws TrekException {
    throw refused();
  }

  @Override
  public void forget(List<String> names) throws TrekException {
    throw refused();
  }

  @Override
  public void finish() throws TrekException {
    throw refused();
  }

  private TrekException refused() {
    return TrekException.at(host)
        .kind(TrekException.Kind.UNREACHABLE)
        .found(why)
        .next("use a machine with Debian or Ubuntu, or one of the families of Red Hat or SUSE; all that is not about packages works here too");
  }
}
