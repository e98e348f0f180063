package org.mailtrek.practice.oracle;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** What commpkg does to one tree; a run that was killed is finished by the next of the same kind. */
final class Installer {

  private final Installed tree;
  private final String component;

  Installer(Installed tree, String component) {
    this.tree = tree;
    this.component = component;
  }

  Programs.Ended carryOut(String verb, String version) throws TrekException {
    boolean there = tree.files().has(tree.root().resolve("lib/version"));
    switch (verb) {
      case "install" -> {
        if (there && !tree.version().text().equals(version)) {
          return Answer.failed(1, "commpkg: " + tree.root() + " is in use by version " + tree.version().text());
        }
        tree.write(version);
        register(version);
      }
      case "upgrade" -> {
        if (!there) {
          return Answer.failed(1, "commpkg: nothing is installed in " + tree.root());
        }
        stopsServices();
        tree.write(version);
        register(version);
      }
      default -> {
        stopsServices();
        tree.files().remove(tree.root());
        register("");
      }
    }
    return Answer.said(verb + " of " + component + " complete\n");
  }

  /** Before 8.0.2 the scripts of the packages stop whatever the links of the tree lead to, and an in-place upgrade always does. */
  private void stopsServices() throws TrekException {
    if (tree.files().has(tree.root().resolve("lib/version")) && !tree.version().atLeast("8.0.2")) {
      tree.stop();
    }
  }

  private void register(String version) throws TrekException {
    HostPath registry = HostPath.of(CommPkg.REGISTRY);
    List<String> lines = new ArrayList<>(tree.files().lines(registry));
    lines.removeIf(each -> each.endsWith(" " + tree.root()));
    if (!version.isEmpty()) {
      lines.add(component + " " + version + " " + tree.root());
    }
    lines.sort(null);
    tree.files().folders(registry.parent());
    tree.files().write(registry, String.join("\n", lines) + "\n");
  }
}
