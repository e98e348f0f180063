package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The links in {@code /etc/rc?.d} that start or stop services by their scripts (LSB core, chapter 22): a package that comes back makes them anew. */
final class StartLinks {

  private static final HostPath ETC = HostPath.of("/etc");
  private static final List<String> LEVELS = List.of("rc0.d", "rc1.d", "rc2.d", "rc3.d", "rc4.d", "rc5.d", "rc6.d", "rcS.d");
  private static final Pattern NAME = Pattern.compile("[SK]\\d\\d(.+)");

  private StartLinks() {}

  /** Returns those of services by the names of their scripts. */
  static List<HostPath> of(HostView host, Set<String> scripts) throws TrekException {
    List<HostPath> links = new ArrayList<>();
    if (scripts.isEmpty()) {
      return links;
    }
    for (String level : LEVELS) {
      HostPath folder = ETC.resolve(level);
      if (host.stat(folder).isPresent()) {
        for (HostPath each : host.list(folder)) {
          Matcher name = NAME.matcher(each.name());
          if (name.matches() && scripts.contains(name.group(1))) {
            links.add(each);
          }
        }
      }
    }
    return links;
  }
}
