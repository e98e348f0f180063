package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mailtrek.host.HostPath;

/** What else on a machine knows the mail server's paths: confinement, web servers, jobs and log rotation. */
final class Surroundings {

  private static final String CONFINED = ".*(zarafa|kopano|mysql|maria|slapd|postfix|apache|httpd|nginx|php).*";
  private static final List<String> WEB =
      List.of("/etc/apache2/sites-enabled", "/etc/apache2/conf-enabled", "/etc/httpd/conf.d", "/etc/apache2/vhosts.d", "/etc/nginx/sites-enabled", "/etc/nginx/conf.d");
  private static final String WEB_PROGRAMS = "webapp|webaccess|z-push|d-push|Microsoft-Server-ActiveSync";
  private static final List<String> PROGRAMS =
      Stream.concat(Stream.of((WEB_PROGRAMS + "|zarafa|kopano").split("\\|")), Stream.of("zarafa", "kopano").flatMap(Surroundings::programs)).toList();

  private static final KnownWords SELINUX = new KnownWords(List.of("enforcing", "permissive", "disabled"));

  private final HostFiles files;
  private final Predicate<String> ours;
  private final KnownWords words;
  private final List<Fact> facts = new ArrayList<>();

  /** Looks for what names one of these paths. */
  Surroundings(HostFiles files, List<HostPath> paths) {
    this.files = files;
    List<String> named = paths.stream().filter(each -> !each.root()).map(HostPath::toString).toList();
    this.words = new KnownWords(Stream.concat(PROGRAMS.stream(), named.stream()).toList());
    this.ours = line -> named.stream().anyMatch(line::contains) || line.matches("(?i).*\\b(zarafa|kopano).*");
  }

  private static Stream<String> programs(String product) {
    return Stream.of("admin", "backup", "restore", "dagent", "fsck", "gateway", "ical", "monitor", "search", "server", "spooler", "stats", "storeadm", "dbadm", "cli", "passwd")
        .map(each -> product + "-" + each);
  }

  List<Fact> all() {
    confinement();
    for (String folder : WEB) {
      each(folder, "web server", line -> ours.test(line) || line.matches(".*(" + WEB_PROGRAMS + ").*"));
    }
    for (String folder : List.of("/etc/cron.d", "/etc/cron.daily", "/etc/cron.hourly", "/etc/cron.weekly", "/var/spool/cron/crontabs", "/var/spool/cron/tabs")) {
      each(folder, "job", ours);
    }
    Marks.in(files, HostPath.of("/etc/crontab"), ours, words, (found, origin) -> facts.add(Fact.notice("job", "names " + found, origin)));
    each("/etc/logrotate.d", "log rotation", ours);
    return facts;
  }

  private void confinement() {
    files.ahead(files.list("/etc/apparmor.d").stream().filter(each -> each.name().matches(CONFINED)).toList());
    for (HostPath each : files.list("/etc/apparmor.d")) {
      if (each.name().matches(CONFINED)) {
        Marks.in(files, each, ours, words, (found, origin) -> facts.add(Fact.notice("AppArmor", "names " + found, origin)));
      }
    }
    each("/etc/apparmor.d/local", "AppArmor", ours);
    Optional<String> enforced = files.lines("/sys/fs/selinux/enforce").stream().findFirst();
    if (enforced.isPresent()) {
      boolean on = enforced.get().strip().equals("1");
      facts.add(on ? Fact.notice("SELinux", "is enforced: moved files need their labels", "/sys/fs/selinux/enforce") : Fact.found("SELinux", "only warns", "/sys/fs/selinux/enforce"));
    } else {
      Marks.in(files, HostPath.of("/etc/selinux/config"), line -> line.startsWith("SELINUX="), SELINUX, (found, origin) ->
          facts.add(found.equals("disabled") ? Fact.found("SELinux", "is disabled", origin) : Fact.notice("SELinux", "SELINUX=" + found + " is configured", origin)));
    }
  }

  private void each(String folder, String what, Predicate<String> fits) {
    files.ahead(files.list(folder));
    for (HostPath each : files.list(folder)) {
      if (!each.name().startsWith(".")) {
        Marks.in(files, each, fits, words, (found, origin) ->
            facts.add(what.equals("web server") ? Fact.found(what, "names " + found, origin) : Fact.notice(what, "names " + found, origin)));
      }
    }
  }
}
