package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mailtrek.host.HostPath;

/**
 * A configuration file: what the program reads in it, and every byte besides. Immutable; each edit returns another file that differs in the
 * lines concerned only.
 *
 * <p>Names and values have one character a byte, see {@link ByteText}. {@code parse(bytes, dialect).bytes()} equals {@code bytes} for any bytes.
 */
public final class ConfigFile {

  private final Dialect dialect;
  private final List<ConfigLine> lines;

  private ConfigFile(Dialect dialect, List<ConfigLine> lines) {
    this.dialect = dialect;
    this.lines = List.copyOf(lines);
  }

  /** Reads a file as the programs of a dialect do; there are no wrong files. */
  public static ConfigFile parse(byte[] bytes, Dialect dialect) {
    return new ConfigFile(dialect, dialect.lines(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  /**
   * Returns the path that an argument in a file means, such as that of {@code !include}; relative ones start at the file's folder.
   *
   * @param argument one character a byte
   */
  public static HostPath resolve(HostPath file, String argument) {
    return Effective.resolve(file, argument);
  }

  /** Returns the file's bytes. */
  public byte[] bytes() {
    return text().getBytes(StandardCharsets.ISO_8859_1);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.raw()));
    return text.toString();
  }

  /** Returns the lines in their order. */
  public List<ConfigLine> lines() {
    return lines;
  }

  /** Returns the dialect that it is read in. */
  public Dialect dialect() {
    return dialect;
  }

  /** Returns the value in force: of the last assignment, trimmed, cut at the length that the program cuts it. */
  public Optional<String> value(String name) {
    int at = last(line -> line.sets(name));
    return at < 0 ? Optional.empty() : Optional.of(lines.get(at).value());
  }

  /** Returns whether there is an assignment to this name. */
  public boolean sets(String name) {
    return last(line -> line.sets(name)) >= 0;
  }

  /** Returns the names that are assigned, in the order of their first assignment. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    lines.stream().filter(line -> line.kind() == ConfigLine.Kind.SETTING).forEach(line -> names.add(line.name()));
    return names;
  }

  /** Returns the arguments of a command such as {@code include} or {@code propmap}, in their order. */
  public List<String> commands(String command) {
    return lines.stream().filter(line -> line.kind() == ConfigLine.Kind.COMMAND && line.name().equals(command)).map(ConfigLine::value).toList();
  }

  /**
   * Puts a value in force: in the last assignment, which keeps its layout; else in a new line below the comment that shows the directive; else
   * in a new last line.
   *
   * @throws IllegalArgumentException when name or value hold a line end, or a character that is no byte
   */
  public ConfigFile with(String name, String value) {
    check(name + value);
    if (value(name).equals(Optional.of(value))) {
      return this;
    }
    int at = last(line -> line.sets(name));
    List<ConfigLine> edited = new ArrayList<>(lines);
    if (at >= 0) {
      edited.set(at, dialect.read(replaced(edited.get(at), value)));
      return new ConfigFile(dialect, edited);
    }
    int shown = last(line -> line.shows(name));
    return inserted(shown < 0 ? lines.size() : shown + 1, dialect.assignment(name, value));
  }

  /** Returns the file with an assignment as its last line, whatever stands above. */
  ConfigFile ending(String name, String value) {
    check(name + value);
    return inserted(lines.size(), dialect.assignment(name, value));
  }

  /** Returns the file with these lines (without line ends) at its end. */
  ConfigFile appended(List<String> texts) {
    ConfigFile file = this;
    for (String text : texts) {
      file = file.inserted(file.lines.size(), text);
    }
    return file;
  }

  /** Gives every assignment of a directive another name. */
  public ConfigFile renamed(String from, String to) {
    check(to);
    return mapped(line -> line.sets(from), line -> List.of(line.raw().replaceFirst(java.util.regex.Pattern.quote(from), to)));
  }

  /** Maps the value of every assignment of a directive. */
  ConfigFile revalued(String name, Function<String, String> change) {
    return mapped(
        line -> line.sets(name) && !change.apply(line.value()).equals(line.value()),
        line -> List.of(replaced(line, change.apply(line.value()))));
  }

  /** Turns every assignment of a directive into a comment, with the reason in a comment line above. */
  public ConfigFile commentedOut(String name, String reason) {
    check(reason);
    return mapped(
        line -> line.sets(name), line -> List.of("# " + reason + eol(), "#" + line.body() + (line.end().isEmpty() ? eol() : line.end())));
  }

  /** Takes every assignment of a directive away. */
  public ConfigFile without(String name) {
    return mapped(line -> line.sets(name), line -> List.of());
  }

  /** Replaces the argument of every command of a name. */
  ConfigFile withCommand(String command, Function<String, String> change) {
    return mapped(
        line -> line.kind() == ConfigLine.Kind.COMMAND && line.name().equals(command) && !change.apply(line.value()).equals(line.value()),
        line -> List.of("!" + command + " " + change.apply(line.value()) + line.end()));
  }

  private ConfigFile mapped(Predicate<ConfigLine> which, Function<ConfigLine, List<String>> change) {
    List<ConfigLine> edited = new ArrayList<>(lines.size());
    for (ConfigLine line : lines) {
      if (which.test(line)) {
        change.apply(line).forEach(raw -> edited.add(dialect.read(raw)));
      } else {
        edited.add(line);
      }
    }
    return new ConfigFile(dialect, edited);
  }

  /** Returns the file with comment lines (with their sign, without line ends) above the last assignment of a directive. */
  ConfigFile commented(String name, List<String> comments) {
    int at = last(line -> line.sets(name));
    ConfigFile file = this;
    for (int count = 0; at >= 0 && count < comments.size(); count++) {
      file = file.inserted(at + count, comments.get(count));
    }
    return file;
  }

  private ConfigFile inserted(int at, String text) {
    List<ConfigLine> edited = new ArrayList<>(lines);
    if (at > 0 && edited.get(at - 1).end().isEmpty()) {
      edited.set(at - 1, dialect.read(edited.get(at - 1).raw() + eol()));
    }
    edited.add(at, dialect.read(text + eol()));
    return new ConfigFile(dialect, edited);
  }

  private String replaced(ConfigLine line, String value) {
    String body = line.body();
    int start = dialect.valueStart(body);
    int text = start;
    while (text < body.length() && (body.charAt(text) == ' ' || body.charAt(text) == '\t')) {
      text++;
    }
    boolean gapAfterOnly = text == start && start > 1 && (body.charAt(start - 2) == ' ' || body.charAt(start - 2) == '\t');
    boolean wordOnly = text == start && dialect == Dialect.SLAPD;
    String gap = (gapAfterOnly || wordOnly) && !value.isEmpty() ? " " : body.substring(start, text);
    return body.substring(0, start) + gap + value + (line.end().isEmpty() && line.raw().length() >= dialect.longestLine() ? eol() : line.end());
  }

  private String eol() {
    return !lines.isEmpty() && lines.get(0).end().equals("\r\n") ? "\r\n" : "\n";
  }

  private int last(Predicate<ConfigLine> which) {
    for (int at = lines.size() - 1; at >= 0; at--) {
      if (which.test(lines.get(at))) {
        return at;
      }
    }
    return -1;
  }

  private static void check(String text) {
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each == '\n' || each == 0 || each > 0xFF) {
        throw new IllegalArgumentException("a name or value holds a line end, NUL or a character that is no byte");
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigFile file && dialect == file.dialect && text().equals(file.text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return dialect + " file of " + lines.size() + " lines";
  }
}
