package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;

/** Small configuration folders, and what becomes of them. */
final class Folders {

  private static final Catalogue CATALOGUE = Catalogue.open();

  private Folders() {}

  static Catalogue catalogue() {
    return CATALOGUE;
  }

  /** Returns the files of a release's folder. */
  static ConfigTree of(String release, Map<String, String> files) {
    TreeMap<HostPath, byte[]> tree = new TreeMap<>();
    HostPath folder = HostPath.of(Release.of(release).folder());
    files.forEach((name, text) -> tree.put(name.startsWith("/") ? HostPath.of(name) : folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1)));
    return new ConfigTree(tree);
  }

  static TakeoverOptions between(String from, String to) {
    return TakeoverOptions.of(Release.of(from), Release.of(to));
  }

  /** Takes one file over into a release of which nothing is there. */
  static Taken taken(TakeoverOptions options, String name, String text) {
    return new Taken(options, new Takeover(CATALOGUE, options).run(of(options.from().toString(), Map.of(name, text)), ConfigTree.EMPTY));
  }

  static Taken taken(String from, String to, String name, String text) {
    return taken(between(from, to), name, text);
  }

  /** What a takeover made. */
  record Taken(TakeoverOptions options, TakeoverResult result) {

    ConfigFile file(String name) {
      return result.files().file(options.target().resolve(name), Dialect.of(name, options.to())).orElseThrow();
    }

    /** The value that the program will work with. */
    String value(String name, String directive) {
      ConfigTree world = new StockTree(CATALOGUE, options.to()).complete(result.files());
      return Effective.of(world, options.target().resolve(name), Dialect.of(name, options.to()))
          .value(directive)
          .or(() -> CATALOGUE.file(options.to(), name).find(directive).map(Directive::builtIn))
          .orElse("");
    }

    Verdict verdict(String directive) {
      return result.verdicts().stream().filter(each -> each.directive().equals(directive)).findFirst().orElseThrow();
    }

    /** The reasons for giving something up, as one text. */
    String lost(String directive) {
      return String.join(
          "; ", result.verdicts().stream().filter(each -> each.directive().equals(directive) && each.kind().dropped()).map(Verdict::reason).toList());
    }
  }
}
