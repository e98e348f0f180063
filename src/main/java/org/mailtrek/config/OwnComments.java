package org.mailtrek.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The comment lines that an administrator wrote: those of no shipped file, and no directive shown with its shipped value. */
final class OwnComments {

  private final Catalogue catalogue;
  private final CatalogueFile known;
  private final Map<String, List<String>> above = new LinkedHashMap<>();
  private final List<String> loose = new ArrayList<>();

  private OwnComments(Catalogue catalogue, CatalogueFile known) {
    this.catalogue = catalogue;
    this.known = known;
  }

  static OwnComments of(Catalogue catalogue, CatalogueFile known, ConfigFile file) {
    OwnComments found = new OwnComments(catalogue, known);
    List<String> block = new ArrayList<>();
    for (ConfigLine line : file.lines()) {
      if (line.kind() == ConfigLine.Kind.COMMENT) {
        String body = line.body();
        if (found.own(line, body)) {
          block.add(body.strip());
        }
      } else if (line.kind() == ConfigLine.Kind.SETTING && !block.isEmpty()) {
        found.above.computeIfAbsent(line.name(), name -> new ArrayList<>()).addAll(block);
        block.clear();
      } else {
        found.loose.addAll(block);
        block.clear();
      }
    }
    found.loose.addAll(block);
    return found;
  }

  private boolean own(ConfigLine line, String body) {
    if (ruler(body) || body.endsWith(StockFile.MARK) || body.startsWith(FileTakeover.HEADING)) {
      return false;
    }
    boolean shown = known.find(line.name()).map(each -> shipped(each, line.value())).orElse(false);
    return !shown && !catalogue.shippedComment(known.name(), line.raw());
  }

  private static boolean ruler(String text) {
    for (int at = 0; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '#', '=', '-', ' ', '\t', '\r', '\f', '\u000b' -> {
          // goes on
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean shipped(Directive directive, String value) {
    String shown = value.replace("\\n", "\n");
    return Meaning.same(directive.builtIn(), shown) || directive.example().map(each -> Meaning.same(each, value)).orElse(false);
  }

  /** The comments right above an assignment. */
  List<String> above(String name) {
    return above.getOrDefault(name, List.of());
  }

  /** Puts the comments of the settings that stay above them, and all others at the end; none that is there already. */
  ConfigFile into(ConfigFile file, Map<String, String> names, String heading) {
    if (above.isEmpty() && loose.isEmpty()) {
      return file;
    }
    Set<String> present = new LinkedHashSet<>();
    file.lines().stream().filter(line -> line.kind() == ConfigLine.Kind.COMMENT).forEach(line -> present.add(Comments.digest(line.raw())));
    ConfigFile result = file;
    List<String> rest = new ArrayList<>();
    for (Map.Entry<String, List<String>> each : above.entrySet()) {
      List<String> missing = each.getValue().stream().filter(line -> !present.contains(Comments.digest(line))).toList();
      Optional<String> name = Optional.ofNullable(names.get(each.getKey())).filter(file::sets);
      if (name.isPresent()) {
        result = result.commented(name.get(), missing);
      } else {
        rest.addAll(missing);
      }
    }
    loose.stream().filter(line -> !present.contains(Comments.digest(line))).forEach(rest::add);
    if (rest.isEmpty()) {
      return result;
    }
    rest.add(0, heading);
    rest.add(0, "");
    return result.appended(rest);
  }
}
