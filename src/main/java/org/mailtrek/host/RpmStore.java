package org.mailtrek.host;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Packages of rpm that lie in folders of a machine. */
final class RpmStore {

  /** How a version is written, with its epoch and its architecture. */
  static final String VERSION = "%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}.%{ARCH}";

  private static final String READ = "form=$1; shift; for file do rpm --query --nosignature --queryformat \"$form\" --package -- \"$file\" || echo; done";
  private static final String FORM = "%{NAME}\\t" + VERSION + "\\t[%{REQUIRENAME} ]\\t[%{PROVIDENAME} ]\\t[%{OBSOLETENAME} ]\\n";

  private final ArchiveFolders<Archive> folders;

  RpmStore(List<HostPath> folders, Programs programs) {
    this.folders = new ArchiveFolders<>(folders, programs, new ArchiveFolders.Form<>("rpm", List.of("sh", "-c", READ, "sh", FORM), 5, RpmStore::archive));
  }

  /** Returns the archives of a package, newest first. */
  List<Archive> of(String name) throws TrekException {
    return all().stream().filter(each -> each.name.equals(name)).sorted(Comparator.comparing(Archive::version, RpmVersions.ORDER).reversed()).toList();
  }

  Optional<Archive> find(String name, String version) throws TrekException {
    return of(name).stream().filter(each -> each.version.equals(version)).findFirst();
  }

  List<Archive> all() throws TrekException {
    return folders.all();
  }

  private static Archive archive(String[] facts, String file) {
    return new Archive(facts[0], plain(facts[1]), file, list(facts[2]), list(facts[3]), list(facts[4]));
  }

  /** Returns a version without an epoch that says nothing. */
  static String plain(String version) {
    return version.startsWith("0:") ? version.substring(2) : version;
  }

  private static List<String> list(String words) {
    return Arrays.stream(words.split(" ")).filter(each -> !each.isEmpty() && !each.equals("(none)")).distinct().toList();
  }

  /**
   * An archive.
   *
   * @param version with epoch and architecture
   * @param file the argument by which programs of the machine name it
   * @param needs what it requires, by name
   * @param gives what it provides, by name
   * @param replaces the packages that it makes obsolete, by name
   */
  record Archive(String name, String version, String file, List<String> needs, List<String> gives, List<String> replaces) {}
}
