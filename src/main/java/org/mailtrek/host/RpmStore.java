package org.mailtrek.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packages of rpm that lie in folders of a machine: one that an operator named, and the one where removed packages are kept. What is in an archive
 * is asked once for each size and time of its file.
 */
final class RpmStore {

  /** How a version is written, with its epoch and its architecture. */
  static final String VERSION = "%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}.%{ARCH}";

  private static final String LIST = "for folder do for file in \"$folder\"/*.rpm; do [ ! -f \"$file\" ] || stat --format='%s %Y %n' -- \"$file\"; done; done";
  private static final String READ = "form=$1; shift; for file do rpm --query --nosignature --queryformat \"$form\" --package -- \"$file\" || echo; done";
  private static final String FORM = "%{NAME}\\t" + VERSION + "\\t[%{REQUIRENAME} ]\\t[%{PROVIDENAME} ]\\t[%{OBSOLETENAME} ]\\n";

  private final List<HostPath> folders;
  private final Programs programs;
  private final Map<String, Archive> known = new HashMap<>();

  RpmStore(List<HostPath> folders, Programs programs) {
    this.folders = List.copyOf(folders);
    this.programs = programs;
  }

  /** Returns the archives of a package, newest first. */
  List<Archive> of(String name) throws TrekException {
    return all().stream().filter(each -> each.name.equals(name)).sorted(Comparator.comparing(Archive::version, RpmVersions.ORDER).reversed()).toList();
  }

  Optional<Archive> find(String name, String version) throws TrekException {
    return of(name).stream().filter(each -> each.version.equals(version)).findFirst();
  }

  synchronized List<Archive> all() throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", LIST, "sh"));
    for (HostPath each : folders) {
      line.add(programs.word(each));
    }
    List<String> found = programs.run(new byte[0], line).text().lines().toList();
    List<String> fresh = found.stream().filter(each -> !known.containsKey(each)).toList();
    if (!fresh.isEmpty()) {
      read(fresh);
    }
    return found.stream().map(known::get).toList();
  }

  private void read(List<String> fresh) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", READ, "sh", FORM));
    fresh.forEach(each -> line.add(file(each)));
    Programs.Ended ended = programs.run(new byte[0], line);
    List<String> facts = ended.text().lines().toList();
    for (int i = 0; i < fresh.size(); i++) {
      String[] words = i < facts.size() ? facts.get(i).split("\t", -1) : new String[0];
      if (words.length != 5) {
        throw TrekException.at(file(fresh.get(i))).found("is no package: " + ended.lastWords()).next("take it away, or fetch it again");
      }
      known.put(fresh.get(i), new Archive(words[0], plain(words[1]), file(fresh.get(i)), list(words[2]), list(words[3]), list(words[4])));
    }
  }

  /** Returns a version without an epoch that says nothing. */
  static String plain(String version) {
    return version.startsWith("0:") ? version.substring(2) : version;
  }

  private static List<String> list(String words) {
    return Arrays.stream(words.split(" ")).filter(each -> !each.isEmpty() && !each.equals("(none)")).distinct().toList();
  }

  private static String file(String listed) {
    return listed.split(" ", 3)[2];
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
