package org.mailtrek.host;

import java.util.Collection;
import java.util.List;

/** Tells services by the files that describe them: units of systemd, and start scripts. */
final class ServiceFiles {

  private ServiceFiles() {}

  /** Returns the services that some of these files describe, sorted. */
  static List<String> services(Collection<HostPath> files) {
    return files.stream()
        .map(HostPath::toString)
        .filter(path -> path.matches("(/usr)?/lib/systemd/system/[^/@]+\\.service|/etc(/rc\\.d)?/init\\.d/[^/]+"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.service$", ""))
        .distinct()
        .sorted()
        .toList();
  }
}
