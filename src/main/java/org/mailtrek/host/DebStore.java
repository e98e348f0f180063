package org.mailtrek.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Debian packages that lie in folders of a machine: one that an operator named, and the one where removed packages are kept. What is in an archive
 * is asked once for each size and time of its file.
 */
final class DebStore {

  private static final String LIST = "for folder do for file in \"$folder\"/*.deb; do [ ! -f \"$file\" ] || stat --format='%s %Y %n' -- \"$file\"; done; done";
  private static final String READ =
      "for file do dpkg-deb --show --showformat='${Package}\\t${Version}\\t${Pre-Depends}, ${Depends}\\n' -- \"$file\" || echo; done";

  private final List<HostPath> folders;
  private final Programs programs;
  private final Map<String, Deb> known = new HashMap<>();

  DebStore(List<HostPath> folders, Programs programs) {
    this.folders = List.copyOf(folders);
    this.programs = programs;
  }

  /** Returns the archives of a package, newest first. */
  List<Deb> of(String name) throws TrekException {
    return all().stream()
        .filter(each -> each.name.equals(name))
        .sorted(Comparator.comparing(Deb::version, Versions.ORDER).reversed())
        .toList();
  }

  List<String> names() throws TrekException {
    return all().stream().map(Deb::name).distinct().sorted().toList();
  }

  Optional<Deb> find(String name, String version) throws TrekException {
    return of(name).stream().filter(each -> each.version.equals(version)).findFirst();
  }

  private synchronized List<Deb> all() throws TrekException {
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
    List<String> line = new ArrayList<>(List.of("sh", "-c", READ, "sh"));
    fresh.forEach(each -> line.add(file(each)));
    Programs.Ended ended = programs.run(new byte[0], line);
    List<String> facts = ended.text().lines().toList();
    for (int i = 0; i < fresh.size(); i++) {
      String[] words = i < facts.size() ? facts.get(i).split("\t", -1) : new String[0];
      if (words.length != 3) {
        throw TrekException.at(file(fresh.get(i))).found("is no package: " + ended.lastWords()).next("take it away, or fetch it again");
      }
      known.put(fresh.get(i), new Deb(words[0], words[1], file(fresh.get(i)), needs(words[2])));
    }
  }

  private static String file(String listed) {
    return listed.split(" ", 3)[2];
  }

  /** Returns for each need the names that meet it (deb-control(5), Depends). */
  private static List<List<String>> needs(String field) {
    return Arrays.stream(field.split(","))
        .map(each -> Arrays.stream(each.split("\\|")).map(name -> name.strip().replaceFirst("[\\s:(].*", "")).filter(name -> !name.isEmpty()).toList())
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toList());
  }

  /**
   * An archive.
   *
   * @param file the argument by which programs of the machine name it
   * @param needs for each need the names of packages that meet it
   */
  record Deb(String name, String version, String file, List<List<String>> needs) {}
}
