package org.mailtrek.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a command takes and how it is used: the one source of its parser, its completion and its help. Built once by the command.
 */
public final class Shape {

  /** What a command does to the world. */
  public enum Effect {
    /** Only reads. */
    READS("only reads"),
    /** Writes in the estate's own folder at most. */
    KEEPS("writes only into the estate's own folder"),
    /** Writes files of the person at the keyboard: those that are named, or that of known hosts. */
    WRITES("writes files of yours; hosts, directory and databases stay as they are"),
    /** Changes hosts, directory or databases, through the journal. */
    CHANGES("changes the estate, through the journal: undo takes it back"),
    /** Moves messages, noted in a ledger beside the journal. */
    MOVES("changes message stores, noted in a ledger of their own: mailbox undo takes it back"),
    /** Does what nothing takes back. */
    IRREVERSIBLE("can't be taken back: asks for a name");

    private final String words;

    Effect(String words) {
      this.words = words;
    }

    /** Returns the effect as help says it. */
    public String words() {
      return words;
    }
  }

  /**
   * An option.
   *
   * @param names its names with dashes, shortest first
   * @param label what stands for its value; empty for a flag
   * @param description one phrase
   * @param values offers its values
   * @param repeatable whether it may be given more than once
   */
  public record Option(List<String> names, String label, String description, Values values, boolean repeatable) {

    /** Returns whether it takes no value. */
    public boolean flag() {
      return label.isEmpty();
    }

    /** Returns the longest name. */
    public String name() {
      return names.get(names.size() - 1);
    }
  }

  /**
   * A positional parameter.
   *
   * @param label what stands for it
   * @param description one phrase
   * @param required whether it must be given
   * @param many whether it takes all words that follow
   * @param values offers its values
   */
  public record Positional(String label, String description, boolean required, boolean many, Values values) {}

  /**
   * An example.
   *
   * @param line what to type
   * @param does what it does
   */
  public record Example(String line, String does) {}

  private final Effect effect;
  private final List<Option> options = new ArrayList<>();
  private final List<Positional> positionals = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();
  private final List<String> see = new ArrayList<>();
  private final List<List<String>> alternatives = new ArrayList<>();
  private Optional<Values> unfitting = Optional.empty();
  private boolean repeats = true;

  private Shape(Effect effect) {
    this.effect = effect;
  }

  /** Starts the shape of a command that only reads. */
  public static Shape reads() {
    return new Shape(Effect.READS);
  }

  /** Starts the shape of a command that writes in the estate's own folder. */
  public static Shape keeps() {
    return new Shape(Effect.KEEPS);
  }

  /** Starts the shape of a command that writes files outside of the estate: those that it is told, or that of known hosts. */
  public static Shape writes() {
    return new Shape(Effect.WRITES);
  }

  /** Starts the shape of a changing command, with {@code --plan}, {@code --yes} and the limits. */
  public static Shape changes() {
    return new Shape(Effect.CHANGES).acting();
  }

  /** Starts the shape of a command that moves messages or takes a move back, with {@code --plan}, {@code --yes} and {@code --confirm}. */
  static Shape moves() {
    return new Shape(Effect.MOVES)
        .flag("--plan", "only look; exit 0 when there is nothing to do, 2 when there is")
        .flag("-y", "--yes", "do not ask")
        .option("--confirm", "NAME", "the estate's name, where messages are removed at the source", Offers.estateName());
  }

  /** Starts the shape of a command that can't be taken back, with {@code --plan}, {@code --yes}, {@code --confirm} and the limits. */
  public static Shape irreversible() {
    return new Shape(Effect.IRREVERSIBLE).acting();
  }

  /** Starts the shape of a command that can't be taken back, with other options than the rest. */
  static Shape forGood() {
    return new Shape(Effect.IRREVERSIBLE);
  }

  private Shape acting() {
    flag("--plan", "only preview; exit 0 when there is nothing to do, 2 when there are changes");
    flag("-y", "--yes", "do not ask");
    option("--confirm", "NAME", "the name that an irreversible act asks for", Offers.estateName());
    option("--max-changes", "N", "do nothing when there are more changes than this", Offers.numbers(100, 1000, 10000));
    option("--max-deletes", "N", "do nothing when more than this would be removed", Offers.numbers(0, 10, 100));
    return this;
  }

  /** Says that the command is about the session itself, so that no record repeats it. */
  public Shape unrepeated() {
    repeats = false;
    return this;
  }

  /** Returns whether a record repeats it. */
  public boolean repeats() {
    return repeats;
  }

  /** Adds an option without a value. */
  public Shape flag(String name, String description) {
    options.add(new Option(List.of(name), "", description, Offers.nothing(), false));
    return this;
  }

  /** Adds an option without a value that also has a short name. */
  public Shape flag(String shortName, String name, String description) {
    options.add(new Option(List.of(shortName, name), "", description, Offers.nothing(), false));
    return this;
  }

  /** Adds an option with a value. */
  public Shape option(String name, String label, String description, Values values) {
    options.add(new Option(List.of(name), label, description, values, false));
    return this;
  }

  /** Adds an option with a value that also has a short name. */
  public Shape option(String shortName, String name, String label, String description, Values values) {
    options.add(new Option(List.of(shortName, name), label, description, values, false));
    return this;
  }

  /** Adds an option with a value that may be given several times. */
  public Shape options(String name, String label, String description, Values values) {
    options.add(new Option(List.of(name), label, description, values, true));
    return this;
  }

  /** Says that only one of these options may be given. */
  public Shape either(String... names) {
    alternatives.add(List.of(names));
    return this;
  }

  /** Says which of the options go with the words: {@code names} offers those that do not. */
  Shape without(Values names) {
    unfitting = Optional.of(names);
    return this;
  }

  /** Returns what offers the names of options that do not go with the words which were typed. */
  public Optional<Values> unfitting() {
    return unfitting;
  }

  /** Adds a word that must be given. */
  public Shape takes(String label, String description, Values values) {
    positionals.add(new Positional(label, description, true, false, values));
    return this;
  }

  /** Adds a word that may be given. */
  public Shape mayTake(String label, String description, Values values) {
    positionals.add(new Positional(label, description, false, false, values));
    return this;
  }

  /** Adds words that may be given, as many as there are. */
  public Shape mayTakeMany(String label, String description, Values values) {
    positionals.add(new Positional(label, description, false, true, values));
    return this;
  }

  /** Adds an example. */
  public Shape example(String line, String does) {
    examples.add(new Example(line, does));
    return this;
  }

  /** Adds commands to see as well. */
  public Shape see(String... commands) {
    see.addAll(List.of(commands));
    return this;
  }

  /** Returns what the command does to the world. */
  public Effect effect() {
    return effect;
  }

  /** Returns whether it previews, asks and acts. */
  public boolean acts() {
    return effect == Effect.CHANGES || effect == Effect.MOVES || effect == Effect.IRREVERSIBLE;
  }

  /** Returns the options, in the order of the help. */
  public List<Option> options() {
    return List.copyOf(options);
  }

  /** Returns the names of options that go only without those given. */
  public Set<String> excluded(Collection<String> given) {
    Set<String> excluded = new HashSet<>();
    for (List<String> each : alternatives) {
      each.stream().filter(given::contains).findFirst().ifPresent(one -> each.stream().filter(other -> !other.equals(one)).forEach(excluded::add));
    }
    return excluded;
  }

  /** Returns the positional parameters in order. */
  public List<Positional> positionals() {
    return List.copyOf(positionals);
  }

  /** Returns the examples. */
  public List<Example> examples() {
    return List.copyOf(examples);
  }

  /** Returns the commands to see as well. */
  public List<String> seeAlso() {
    return List.copyOf(see);
  }
}
