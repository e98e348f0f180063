package org.mailtrek.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * How a directive of one file went from release to release.
 *
 * @param file the file
 * @param eras in the order of releases, Zarafa before Kopano
 */
public record DirectiveHistory(String file, List<Era> eras) {

  /** Copies the list. */
  public DirectiveHistory {
    eras = List.copyOf(eras);
  }

  /**
   * Releases that know a directive alike.
   *
   * @param first the first of them
   * @param last the last of them
   * @param directive as they know it
   */
  public record Era(Release first, Release last, Directive directive) {

    /** Returns whether a release is one of them. */
    public boolean covers(Release release) {
      return release.product() == first.product() && first.compareTo(release) <= 0 && last.compareTo(release) >= 0;
    }

    /** Returns the releases in words: one, or from which to which. */
    public String releases() {
      return first.equals(last) ? first.toString() : first + " to " + last;
    }
  }

  /** Returns the history of a directive in every file that has it, in the order of files. */
  public static List<DirectiveHistory> of(Catalogue catalogue, String directive) {
    SortedSet<Release> releases = catalogue.releases();
    List<DirectiveHistory> found = new ArrayList<>();
    for (String file : catalogue.files()) {
      Rows rows = catalogue.history(file, directive);
      if (!rows.isEmpty()) {
        found.add(new DirectiveHistory(file, eras(catalogue, directive, rows, releases)));
      }
    }
    return found;
  }

  private static List<Era> eras(Catalogue catalogue, String name, Rows rows, SortedSet<Release> releases) {
    List<Era> eras = new ArrayList<>();
    Optional<Era> open = Optional.empty();
    for (Release release : releases) {
      Optional<Directive> now = Directive.known(name, rows, rows, catalogue.boundaries().place(release));
      boolean goesOn = open.isPresent() && now.equals(open.map(Era::directive)) && open.get().first().product() == release.product();
      if (!goesOn) {
        open.ifPresent(eras::add);
        open = now.map(each -> new Era(release, release, each));
      } else {
        open = open.map(each -> new Era(each.first(), release, each.directive()));
      }
    }
    open.ifPresent(eras::add);
    return eras;
  }
}
