package org.mailtrek.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.HostPath;

/**
 * The value of a directive that a program would work with.
 *
 * @param file the program's file, such as {@code server.cfg}
 * @param directive its name
 * @param value the value; secrets are masked
 * @param line the line that sets it, in the file or one that it includes; empty where the value is built in
 * @param lines how many lines set it; the last of them counts
 */
public record InForce(String file, String directive, String value, Optional<Effective.Line> line, int lines) {

  /** Returns whether a file sets it. */
  public boolean set() {
    return line.isPresent();
  }

  /** Returns where it comes from, in words. */
  public String origin() {
    return line.map(each -> each + (lines > 1 ? ", the last of " + lines + " lines" : "")).orElse("default");
  }

  /**
   * Returns the values of a folder's files.
   *
   * @param directive this directive alone, also where it is built in; else all that files set
   */
  public static List<InForce> of(Catalogue catalogue, ConfigTree given, HostPath folder, Release release, Optional<String> directive) {
    List<InForce> found = new ArrayList<>();
    for (HostPath path : given.in(folder)) {
      CatalogueFile known = catalogue.file(release, path.name());
      if (known.unknown()) {
        continue; // no program reads it, but for those that include it
      }
      Effective effective = Effective.of(given, path, Dialect.of(path.name(), release));
      Map<String, String> values = effective.values();
      if (directive.isEmpty()) {
        values.forEach((name, value) -> found.add(shown(known, name, value, effective)));
      } else if (values.containsKey(directive.get())) {
        found.add(shown(known, directive.get(), values.get(directive.get()), effective));
      } else if (known.find(directive.get()).map(Directive::accepted).orElse(false)) {
        found.add(shown(known, directive.get(), known.find(directive.get()).orElseThrow().builtIn(), effective));
      }
    }
    return found;
  }

  /** A name that the program does not know may be a misspelt password. */
  private static InForce shown(CatalogueFile file, String name, String value, Effective effective) {
    boolean hidden = (Verdict.secret(name) || !file.accepts(name)) && !value.isEmpty();
    return new InForce(file.name(), ByteText.show(name), hidden ? "(hidden)" : ByteText.show(value), effective.line(name), effective.count(name));
  }
}
