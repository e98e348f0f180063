package org.mailtrek.macro;

import java.util.List;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.host.TrekException;

/** The points to return to. Only reads. */
public final class Snapshots {

  private final Outside outside;

  Snapshots(Outside outside) {
    this.outside = outside;
  }

  /** Returns their names. */
  public List<String> getNames() throws TrekException {
    return outside.snapshots().stream().map(Snapshot::name).toList();
  }

  /** Returns whether there is one of that name. */
  public boolean has(String name) throws TrekException {
    return getNames().contains(name);
  }
}
