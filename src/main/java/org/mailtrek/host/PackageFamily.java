package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds which package manager a machine's packages are in: by the tools that it has and, where it has those of both families, by its distribution. */
final class PackageFamily {

  private static final Set<String> DPKG = Set.of("debian", "ubuntu", "devuan", "univention");
  private static final Set<String> RPM = Set.of("rhel", "fedora", "centos", "rocky", "almalinux", "ol", "scientific", "amzn", "suse", "sles", "sled", "opensuse", "opensuse-leap");
  private static final List<HostPath> RELEASES = List.of(HostPath.of("/usr/lib/os-release"), HostPath.of("/etc/os-release"));
  private static final Pattern FIELD = Pattern.compile("(?m)^ID(?:_LIKE)?=[\"']?([^\"'\n]*)");

  private PackageFamily() {}

  /** Returns the packages of a machine; archives come from a list of folders, and those that are kept lie in another. */
  static Packages of(Machine machine, AccountsView accounts, List<HostPath> archives, HostPath kept) throws TrekException {
    boolean dpkg = there(machine, "/usr/bin/dpkg");
    boolean rpm = there(machine, "/usr/bin/rpm") || !dpkg && there(machine, "/bin/rpm");
    if (dpkg && rpm) {
      Set<String> names = distribution(machine.files());
      rpm = names.stream().anyMatch(RPM::contains);
      dpkg = names.stream().anyMatch(DPKG::contains);
      if (dpkg == rpm) {
        return new NoPackages(machine.programs().host(), "has both dpkg and rpm, and its /etc/os-release names no distribution that is known" + (names.isEmpty() ? "" : ": " + String.join(", ", names)));
      }
    }
    if (dpkg) {
      return new DpkgPackages(machine, accounts, archives, kept);
    }
    return rpm ? new RpmPackages(machine, accounts, archives, kept) : new NoPackages(machine.programs().host(), "has neither dpkg nor rpm: its packages can't be seen");
  }

  private static boolean there(Machine machine, String program) throws TrekException {
    return machine.files().stat(HostPath.of(program)).isPresent();
  }

  /** Returns whether the distribution is of SUSE's family. */
  static boolean suse(FilesView files) throws TrekException {
    return distribution(files).stream().anyMatch(each -> each.contains("suse") || each.startsWith("sle"));
  }

  /** Returns what a machine says that it is, and is like. */
  private static Set<String> distribution(FilesView files) throws TrekException {
    Optional<HostPath> file = Optional.empty();
    for (HostPath each : RELEASES) {
      Optional<FileState> state = files.stat(each);
      file = file.isEmpty() && state.isPresent() && state.get().kind() == FileState.Kind.FILE ? Optional.of(each) : file;
    }
    Set<String> names = new java.util.TreeSet<>();
    if (file.isPresent()) {
      Matcher field = FIELD.matcher(new String(files.readAll(file.get()), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).replace("id=", "ID=").replace("id_like=", "ID_LIKE="));
      while (field.find()) {
        names.addAll(List.of(field.group(1).strip().split("\\s+")));
      }
    }
    return names;
  }
}
