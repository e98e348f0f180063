package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.config.ByteText;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** What a machine is: its system, its name, and the services of mail on it. */
final class SystemFacts {

  private static final String MAIL =
      "(zarafa|kopano)-.*|slapd|mysql|mysqld|mariadb|postfix|exim4?|sendmail|qmail|apache2|httpd|nginx|lighttpd|php.*-fpm|dovecot|cyrus.*|saslauthd";

  private final HostFiles files;

  SystemFacts(HostFiles files) {
    this.files = files;
  }

  List<Fact> all() throws TrekException {
    return Stream.concat(Stream.of(system()), Stream.concat(name().stream(), services(files.host().services()).stream())).toList();
  }

  /** Returns the name that the machine gives itself. */
  Optional<Fact> name() {
    return files.lines("/etc/hostname").stream().map(String::strip).filter(each -> !each.isEmpty() && !each.startsWith("#")).findFirst()
        .map(each -> Fact.found("name", ByteText.show(each), "/etc/hostname"));
  }

  private Fact system() {
    for (String file : List.of("/etc/os-release", "/usr/lib/os-release")) {
      int number = 0;
      for (String line : files.lines(file)) {
        number++;
        if (line.startsWith("PRETTY_NAME=")) {
          return Fact.found("system", ByteText.show(line.substring("PRETTY_NAME=".length()).replaceAll("^[\"']|[\"']$", "")), file + ":" + number);
        }
      }
    }
    for (String file : List.of("/etc/redhat-release", "/etc/SuSE-release", "/etc/debian_version", "/etc/release")) {
      Optional<String> first = files.lines(file).stream().map(String::strip).filter(each -> !each.isEmpty()).findFirst();
      if (first.isPresent()) {
        return Fact.found("system", (file.contains("debian") ? "Debian " : "") + ByteText.show(first.get()), file + ":1");
      }
    }
    return Fact.unknown("system", "which one it is could not be found", files.file(HostPath.of("/etc/os-release")) ? "/etc/os-release" : "there is no /etc/os-release");
  }

  static List<Fact> services(ServicesView services) throws TrekException {
    List<Fact> found = new ArrayList<>();
    services.states().forEach((name, state) -> {
      if (name.matches(MAIL)) {
        String text = name + " " + words(state);
        found.add(state.run() == ServicesView.Run.FAILED ? Fact.notice("service", text, "its state") : Fact.found("service", text, "its state"));
      }
    });
    return found;
  }

  private static String words(ServicesView.State state) {
    String run =
        switch (state.run()) {
          case RUNNING -> "runs";
          case STARTING -> "is starting";
          case STOPPING -> "is stopping";
          case FAILED -> "has failed";
          case STOPPED, ABSENT -> "does not run";
        };
    return run + (state.enabled() ? ", starts at boot" : ", does not start at boot");
  }
}
