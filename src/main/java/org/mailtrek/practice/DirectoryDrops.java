package org.mailtrek.practice;

import java.util.Optional;
import org.mailtrek.host.Faults;
import org.mailtrek.host.TrekException;

/** Counts writes for the fault that drops connections after some of them. Used by one thread at a time. */
final class DirectoryDrops {

  private final Faults faults;
  private String ordered = "";
  private long written;

  DirectoryDrops(Faults faults) {
    this.faults = faults;
  }

  /** Returns whether the write that is asked for now is to be met by a dropped connection. */
  boolean now() {
    Optional<String> about;
    try {
      about = faults.about(Faults.Kind.LDAP_DROPS);
    } catch (TrekException e) {
      about = Optional.empty(); // being exchanged this moment
    }
    if (about.isEmpty() || !about.get().equals(ordered)) {
      ordered = about.orElse("");
      written = 0;
    }
    return about.isPresent() && written++ >= Long.parseLong("0" + about.get());
  }
}
