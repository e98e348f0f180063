package org.mailtrek.config;

import java.nio.charset.StandardCharsets;

/** Writes a release's configuration file from the catalogue, where the shipped one is not at hand. */
public final class StockFile {

  static final String MARK = "a line that starts with # shows the value built in.";

  private StockFile() {}

  /** Returns a file in which every directive of the release stands with its value, commented out unless the shipped file sets it. */
  public static byte[] write(CatalogueFile file) {
    StringBuilder text = new StringBuilder("# " + file.name() + " of " + file.release() + "; " + MARK + "\n");
    file.directives().stream().filter(each -> each.name().startsWith("!")).forEach(each -> command(each, text));
    Dialect dialect = Dialect.of(file.name(), file.release());
    file.directives().stream().filter(each -> !each.name().startsWith("!") && shown(each)).forEach(each -> setting(dialect, each, text));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean shown(Directive directive) {
    return directive.exampleSets() || directive.example().isPresent() || directive.effective() && directive.status() != Directive.Status.ALIAS;
  }

  private static void command(Directive directive, StringBuilder text) {
    text.append('\n').append(directive.exampleSets() ? "" : "#").append(directive.name()).append(' ').append(directive.example().orElse("")).append('\n');
  }

  private static void setting(Dialect dialect, Directive directive, StringBuilder text) {
    String value = directive.exampleSets() ? directive.stock() : directive.example().filter(each -> !each.isEmpty()).orElse(directive.builtIn());
    String sign = directive.exampleSets() ? "" : "#";
    text.append('\n').append(sign).append(dialect.assignment(directive.name(), value.replace("\n", "\\n"))).append('\n');
  }
}
