package org.mailtrek.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailtrek.host.HostPath;

/** Tells what the programs of a release would do with a folder of configuration files, without running them. */
public final class Lint {

  private final Catalogue catalogue;
  private final Release release;

  /** Prepares for a release. */
  public Lint(Catalogue catalogue, Release release) {
    this.catalogue = catalogue;
    this.release = release;
  }

  /**
   * Judges the files of a folder, one by one and together.
   *
   * @param given the files of the folder and those elsewhere that they include; templates of the release's own packages may be missing
   * @return the worst first, then by file and line
   */
  public List<Finding> check(ConfigTree given, HostPath folder) {
    ConfigTree tree = new StockTree(catalogue, release).complete(given);
    List<Finding> findings = new ArrayList<>();
    for (HostPath path : tree.in(folder)) {
      CatalogueFile known = known(path.name());
      boolean template = path.name().startsWith("ldap.") && !path.name().equals("ldap.cfg");
      if (!known.unknown() && !(template && release.atLeast("kc-8.2.0"))) {
        findings.addAll(new FileLint(known, Dialect.of(path.name(), release)).check(tree, path));
      } else if (path.name().endsWith(".cfg") && known.unknown() && !included(tree, folder, path)) {
        findings.add(new Finding(Finding.Effect.IGNORED, path.toString(), 0, "", "no program of " + release + " reads it", ""));
      }
    }
    findings.addAll(new CrossLint(catalogue, release).check(tree, folder));
    findings.sort(Comparator.comparing(Finding::effect).thenComparing(Finding::file).thenComparing(Finding::line));
    return findings;
  }

  private CatalogueFile known(String name) {
    return catalogue.file(release, name);
  }

  private boolean included(ConfigTree tree, HostPath folder, HostPath path) {
    return tree.in(folder).stream()
        .filter(other -> !other.equals(path) && other.name().endsWith(".cfg"))
        .anyMatch(other -> Effective.of(tree, other, Dialect.of(other.name(), release)).read().contains(path));
  }
}
