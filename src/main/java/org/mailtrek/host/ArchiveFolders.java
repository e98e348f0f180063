package org.mailtrek.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Archives of packages that lie in folders of a machine: one that an operator named, and the one where removed packages are kept. What is in an archive
 * is asked once for each size and time of its file.
 *
 * @param <A> what is known of an archive
 */
final class ArchiveFolders<A> {

  private static final String LIST =
      "suffix=$1; shift; for folder do for file in \"$folder\"/*.\"$suffix\"; do [ ! -f \"$file\" ] || stat --format='%s %Y %n' -- \"$file\"; done; done";

  private final List<HostPath> folders;
  private final Programs programs;
  private final Form<A> form;
  private final Map<String, A> known = new HashMap<>();

  /**
   * How a kind of archive is read.
   *
   * @param suffix of the names of their files
   * @param program says one line for each file that follows, its facts separated by tabs, an empty line for one that is no archive
   * @param facts how many facts a line has
   * @param reading makes something of them
   */
  record Form<A>(String suffix, List<String> program, int facts, Reading<A> reading) {}

  /** Makes something of the facts of an archive. */
  @FunctionalInterface
  interface Reading<A> {

    /** Takes the facts, and the argument by which programs of the machine name the file. */
    A of(String[] facts, String file);
  }

  ArchiveFolders(List<HostPath> folders, Programs programs, Form<A> form) {
    this.folders = List.copyOf(folders);
    this.programs = programs.looking();
    this.form = form;
  }

  /**
   * Returns all archives that are there now.
   *
   * @throws TrekException when a file has the name of an archive and is none
   */
  synchronized List<A> all() throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", LIST, "sh", form.suffix()));
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
    List<String> line = new ArrayList<>(form.program());
    fresh.forEach(each -> line.add(file(each)));
    Programs.Ended ended = programs.run(new byte[0], line);
    List<String> facts = ended.text().lines().toList();
    for (int i = 0; i < fresh.size(); i++) {
      String[] words = i < facts.size() ? facts.get(i).split("\t", -1) : new String[0];
      if (words.length != form.facts()) {
        throw TrekException.at(file(fresh.get(i))).found("is no package: " + ended.lastWords()).next("take it away, or fetch it again");
      }
      known.put(fresh.get(i), form.reading().of(words, file(fresh.get(i))));
    }
  }

  private static String file(String listed) {
    return listed.split(" ", 3)[2];
  }
}
