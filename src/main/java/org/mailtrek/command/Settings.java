package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What somebody chose about the shell, and where: in this session, else in the environment ({@code MAILTREK_PAGER} and so on; {@code NO_COLOR}), else in
 * the estate's file {@code settings}, else in their own, {@code $XDG_CONFIG_HOME/mailtrek/settings}. A file is read whenever it is asked, so that
 * a change counts at once. What a file holds that is no setting, or no value of it, is passed over and told by {@link #faults}.
 */
public final class Settings {

  /** Where a value was chosen, the one that wins first. */
  public enum Origin {
    /** By {@code set}. */
    SESSION("this session"),
    /** By a variable. */
    ENVIRONMENT("the environment"),
    /** In the file of the estate. */
    ESTATE("the estate's file"),
    /** In the file of whoever works. */
    USER("your file"),
    /** Nowhere. */
    STANDARD("nobody");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    /** Returns where, in words. */
    public String words() {
      return words;
    }
  }

  /**
   * A value in force.
   *
   * @param text the value
   * @param origin where it was chosen
   */
  public record Value(String text, Origin origin) {}

  private final Map<String, String> environment;
  private final Supplier<Optional<Path>> estate;
  private final Map<Setting, String> chosen = new EnumMap<>(Setting.class);

  /**
   * Makes settings of which none was chosen in this session.
   *
   * @param environment the variables of the process
   * @param estate returns the folder of the estate in use
   */
  public Settings(Map<String, String> environment, Supplier<Optional<Path>> estate) {
    this.environment = Map.copyOf(environment);
    this.estate = estate;
  }

  /** Returns a value in force. */
  public synchronized Value get(Setting setting) {
    if (chosen.containsKey(setting)) {
      return new Value(chosen.get(setting), Origin.SESSION);
    }
    Optional<String> variable = variable(setting);
    if (variable.isPresent() && setting.takes(variable.get())) {
      return new Value(variable.get(), Origin.ENVIRONMENT);
    }
    for (Origin each : List.of(Origin.ESTATE, Origin.USER)) {
      String kept = read(each).getOrDefault(setting.key(), "");
      if (setting.takes(kept)) {
        return new Value(kept, each);
      }
    }
    return new Value(setting.standard(), Origin.STANDARD);
  }

  /** Returns whether a setting is on. */
  public boolean on(Setting setting) {
    return get(setting).text().equals("on");
  }

  /** Returns the columns that were chosen for tables; empty when the screen says so. */
  public Optional<Integer> width() {
    return Optional.of(get(Setting.WIDTH).text()).filter(text -> !text.equals("auto")).map(Integer::valueOf);
  }

  /** Returns how long a server may take to answer. */
  public Duration patience() {
    return Duration.ofSeconds(Long.parseLong(get(Setting.WAIT).text()));
  }

  /** Returns whether somebody chose how long a server may take to answer. */
  public boolean waitChosen() {
    return get(Setting.WAIT).origin() != Origin.STANDARD;
  }

  /** Returns what was chosen in this session, as variables for the environment of another process. */
  public synchronized Map<String, String> variables() {
    Map<String, String> variables = new java.util.TreeMap<>();
    chosen.forEach((setting, value) -> variables.put("MAILTREK_" + setting.name(), value));
    return variables;
  }

  private Optional<String> variable(Setting setting) {
    Optional<String> own = Optional.ofNullable(environment.get("MAILTREK_" + setting.name()));
    boolean colourless = setting == Setting.COLOR && !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return own.isEmpty() && colourless ? Optional.of("off") : own;
  }

  /** Chooses a value for this session; an empty one takes the choice back. */
  synchronized void choose(Setting setting, Optional<String> value) {
    chosen.remove(setting);
    value.ifPresent(text -> chosen.put(setting, text));
  }

  /**
   * Keeps a value in a file; an empty one is taken out of it. Other lines stay.
   *
   * @return the file
   * @throws IOException when there is no such place, or it can't be written; then nothing is changed
   */
  Path keep(Setting setting, Optional<String> value, Origin where) throws IOException {
    Path file = file(where).orElseThrow(() -> new IOException(where == Origin.ESTATE ? "no estate is in use" : "neither XDG_CONFIG_HOME nor HOME is set"));
    List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of());
    lines.removeIf(line -> name(line).equals(setting.key()));
    value.ifPresent(text -> lines.add(setting.key() + " = " + text));
    PrivateFiles.folder(file.getParent());
    PrivateFiles.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /** Returns what is wrong in the files and the environment, one line each. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Setting each : Setting.values()) {
      variable(each).filter(value -> !each.takes(value)).ifPresent(value -> faults.add("MAILTREK_" + each.name() + " = " + value + ": not a value of it"));
    }
    for (Origin where : List.of(Origin.ESTATE, Origin.USER)) {
      read(where).forEach((name, value) -> {
        if (Setting.named(name).filter(each -> each.takes(value)).isEmpty()) {
          faults.add(file(where).orElseThrow() + ": " + name + " = " + value + ": " + (Setting.named(name).isPresent() ? "not a value of it" : "no such setting"));
        }
      });
    }
    return faults;
  }

  private Map<String, String> read(Origin where) {
    Map<String, String> values = new java.util.TreeMap<>();
    Optional<Path> file = file(where).filter(Files::isRegularFile);
    if (file.isPresent()) {
      try {
        for (String line : Files.readAllLines(file.get(), StandardCharsets.UTF_8)) {
          if (!name(line).isEmpty()) {
            values.put(name(line), line.substring(line.indexOf('=') + 1).strip());
          }
        }
      } catch (IOException unreadable) {
        values.put("(the file)", String.valueOf(unreadable.getMessage()));
      }
    }
    return values;
  }

  private static String name(String line) {
    int equals = line.indexOf('=');
    return equals < 0 || line.startsWith("#") ? "" : line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
  }

  private Optional<Path> file(Origin where) {
    if (where == Origin.ESTATE) {
      return estate.get().map(folder -> folder.resolve("settings"));
    }
    Optional<Path> own = folder("XDG_CONFIG_HOME").or(() -> folder("HOME").map(home -> home.resolve(".config")));
    return own.map(folder -> folder.resolve("mailtrek").resolve("settings"));
  }

  private Optional<Path> folder(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> text.startsWith("/")).map(Path::of);
  }
}
