package org.mailtrek.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names all commands. A command's class is loaded when it is opened, so that the first prompt need not wait for any.
 */
public final class Catalogue {

  /**
   * A command.
   *
   * @param name its full name, words separated by one blank
   * @param group the heading that {@code help} lists it under
   * @param summary one phrase
   */
  public record Entry(String name, String group, String summary) {

    /** Returns the command itself. */
    public Command open() {
      return Opening.open(name);
    }
  }

  /**
   * A command found at the head of a list of words.
   *
   * @param entry the command
   * @param length how many words its name takes
   */
  public record Found(Entry entry, int length) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Lists the commands. */
  public Catalogue() {
    group(
        "working",
        "use", "use another estate",
        "let", "set a variable for the lines that follow",
        "exit", "leave the shell",
        "help", "how to use a command");
  }

  private void group(String group, String... namesAndSummaries) {
    for (int i = 0; i < namesAndSummaries.length; i += 2) {
      entries.put(namesAndSummaries[i], new Entry(namesAndSummaries[i], group, namesAndSummaries[i + 1]));
    }
  }

  /** Returns all commands, in the order of the help. */
  public Collection<Entry> all() {
    return entries.values();
  }

  /** Returns a command by its full name. */
  public Optional<Entry> named(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** Returns the commands that a word is the first of, such as {@code ldap}. */
  public List<Entry> under(String first) {
    return entries.values().stream().filter(entry -> entry.name().startsWith(first + " ")).toList();
  }

  /** Finds the command that the words begin with: the longest name wins. */
  public Optional<Found> find(List<String> words) {
    for (int length = Math.min(2, words.size()); length > 0; length--) {
      Entry entry = entries.get(String.join(" ", words.subList(0, length)));
      if (entry != null) {
        return Optional.of(new Found(entry, length));
      }
    }
    return Optional.empty();
  }

  /** Returns the names of commands that were probably meant by the words. */
  public List<String> near(List<String> words) {
    if (words.isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    if (words.size() > 1) {
      found.addAll(Near.of(words.get(0) + " " + words.get(1), entries.keySet()));
    }
    if (found.isEmpty()) {
      found.addAll(Near.of(words.get(0), entries.keySet().stream().map(name -> name.split(" ")[0]).distinct().toList()));
    }
    return found;
  }
}
