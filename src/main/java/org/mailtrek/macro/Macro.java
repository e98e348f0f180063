package org.mailtrek.macro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailtrek.host.TrekException;

/**
 * A macro: a file of Groovy with a header that declares what it takes. Reading it loads no Groovy.
 *
 * @param name what is typed: the file's name without {@code .groovy}
 * @param file where it lies
 * @param text all of it
 */
public record Macro(String name, Path file, String text) {

  /** The folder of an estate that its macros lie in. */
  public static final String FOLDER = "macros";

  private static final String SUFFIX = ".groovy";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  /** Returns whether a macro can have this name. */
  public static boolean nameable(String name) {
    return NAME.matcher(name).matches();
  }

  /** Returns where the macro of a name lies in an estate. */
  public static Path file(Path estate, String name) {
    return estate.resolve(FOLDER).resolve(name + SUFFIX);
  }

  /** Returns the macros of an estate by name; those whose names can't be typed are left out. */
  public static List<Macro> of(Path estate) throws TrekException {
    Path folder = estate.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Macro> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(file -> nameable(named(file)) && file.toString().endsWith(SUFFIX)).sorted().toList()) {
        all.add(read(each));
      }
    } catch (IOException e) {
      throw TrekException.at(folder).found("can't be listed: " + e.getMessage()).because(e).next("check the folder");
    }
    return all;
  }

  /** Returns a macro by name, or by the path of its file. */
  public static Optional<Macro> find(Optional<Path> estate, Path workingFolder, String typed) throws TrekException {
    if (nameable(typed) && estate.isPresent() && Files.isRegularFile(file(estate.get(), typed))) {
      return Optional.of(read(file(estate.get(), typed)));
    }
    Path file = workingFolder.resolve(typed);
    return typed.endsWith(SUFFIX) && Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** Reads a macro's file. */
  public static Macro read(Path file) throws TrekException {
    try {
      return new Macro(named(file), file.toAbsolutePath().normalize(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read as a macro: " + e.getMessage()).because(e).next("macros are files of Groovy in UTF-8");
    }
  }

  private static String named(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /**
   * Returns what its head declares.
   *
   * @throws TrekException of kind {@code USAGE} when that can't be read
   */
  public Header header() throws TrekException {
    return Header.of(name + SUFFIX, text);
  }

  /**
   * Returns what is compiled.
   *
   * @param cache the folder that the compiled macro is kept in; empty where it is not worth it
   */
  public Source source(Optional<Path> cache) {
    return new Source(name, text, cache);
  }

  /**
   * Returns the variables for what was given, defaults filled in.
   *
   * @throws TrekException of kind {@code USAGE} when one is missing, or none of its choices
   */
  Map<String, Object> variables(Map<String, String> given) throws TrekException {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Parameter each : header().parameters()) {
      Optional<String> value = Optional.ofNullable(given.get(each.name())).or(each::standard);
      if (value.isEmpty() && each.kind() == Parameter.Kind.WORD) {
        throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("needs " + each.label()).next("help " + name);
      }
      if (value.isPresent() && !each.choices().isEmpty() && !each.choices().contains(value.get())) {
        throw TrekException.at(each.name()).kind(TrekException.Kind.USAGE).found("can't be '" + value.get() + "'").next("one of " + String.join(", ", each.choices()));
      }
      all.put(each.variable(), each.kind() == Parameter.Kind.FLAG ? (Object) Boolean.valueOf(value.orElse("false")) : value.orElse(""));
    }
    return all;
  }
}
