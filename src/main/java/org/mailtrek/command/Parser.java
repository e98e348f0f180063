package org.mailtrek.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Parses the words of one command. picocli's model is made for the one command that is called, never for all. */
public final class Parser {

  /** What people type in other shells, and what is meant by it here. */
  private static final Map<String, String> HABITS =
      Map.of("clear", "Ctrl-L, which clears the screen", "quit", "exit", "bye", "exit", "logout", "exit", "man", "help", "?", "help", "ls", "status");

  /**
   * A command with its parameters, ready to be called.
   *
   * @param entry the command's name
   * @param command the command
   * @param globals the global options, wherever they stood
   * @param help whether help was asked for instead
   * @param given option values by longest name
   * @param words positional parameters
   */
  public record Parsed(Catalogue.Entry entry, Command command, Globals globals, boolean help, Map<String, List<String>> given, List<String> words) {

    /** Returns the call of this command in a session. */
    public Call in(Session session) {
      return new Call(entry.name(), given, words, session);
    }
  }

  private final Catalogue catalogue;

  /** Returns a parser of these commands. */
  public Parser(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Parses words whose leading global options are taken off.
   *
   * @throws TrekException of kind {@code USAGE} when there is no such command, or it does not take what was given
   */
  public Parsed parse(Globals globals, List<String> words) throws TrekException {
    Catalogue.Found found = catalogue.find(words).orElse(null);
    if (found == null) {
      throw unknown(words);
    }
    List<String> rest = words.subList(found.length(), words.size());
    Command command = found.entry().open();
    if (rest.contains("--help") && !(rest.contains("--") && rest.indexOf("--") < rest.indexOf("--help"))) {
      return new Parsed(found.entry(), command, globals, true, Map.of(), List.of());
    }
    Shape shape = command.shape();
    CommandSpec spec = model(found.entry().name(), shape);
    CommandLine line = new CommandLine(spec).setPosixClusteredShortOptionsAllowed(false).setExpandAtFiles(false).setInterpolateVariables(false);
    try {
      return judged(shape, parsed(found.entry(), command, globals, line.parseArgs(rest.toArray(String[]::new))));
    } catch (CommandLine.ParameterException e) {
      throw wrong(found.entry().name(), shape, e);
    }
  }

  private TrekException unknown(List<String> words) {
    String said = words.isEmpty() ? "" : words.get(0);
    List<Catalogue.Entry> under = catalogue.under(said);
    TrekException.Draft draft;
    if (!under.isEmpty()) {
      draft = TrekException.at(said).kind(TrekException.Kind.USAGE).found(words.size() > 1 ? "has no '" + words.get(1) + "'" : "needs one more word");
      List<String> near = words.size() > 1 ? catalogue.near(words) : List.of();
      List<String> names = near.isEmpty() ? under.stream().map(Catalogue.Entry::name).toList() : near;
      return draft.next((near.isEmpty() ? "one of: " : "did you mean: ") + String.join(", ", names));
    }
    draft = TrekException.at(said).kind(TrekException.Kind.USAGE).found("there is no such command");
    List<String> near = catalogue.near(words);
    if (HABITS.containsKey(said)) {
      return draft.next(HABITS.get(said));
    }
    return draft.next(near.isEmpty() ? "help" : "did you mean: " + String.join(", ", near) + "?");
  }

  /** Returns picocli's model of a command. */
  static CommandSpec model(String name, Shape shape) {
    CommandSpec spec = CommandSpec.create().name(name);
    List<Shape.Option> options = new ArrayList<>(shape.options());
    for (Shape.Option global : Globals.OPTIONS) {
      if (options.stream().noneMatch(option -> option.names().stream().anyMatch(global.names()::contains))) {
        options.add(global);
      }
    }
    for (Shape.Option option : options) {
      OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new)).description(option.description());
      if (option.flag()) {
        builder.type(boolean.class).arity("0");
      } else {
        builder.paramLabel(option.label()).arity("1");
        if (option.repeatable()) {
          builder.type(List.class).auxiliaryTypes(String.class);
        } else {
          builder.type(String.class);
        }
      }
      spec.addOption(builder.build());
    }
    int index = 0;
    for (Shape.Positional positional : shape.positionals()) {
      PositionalParamSpec.Builder builder = PositionalParamSpec.builder().paramLabel(positional.label()).description(positional.description());
      builder.index(positional.many() ? index + "..*" : Integer.toString(index)).arity(positional.required() ? "1" : positional.many() ? "0..*" : "0..1");
      builder.type(List.class).auxiliaryTypes(String.class).required(positional.required());
      spec.addPositional(builder.build());
      index++;
    }
    return spec;
  }

  private static Parsed parsed(Catalogue.Entry entry, Command command, Globals globals, ParseResult result) {
    Globals all = globals;
    Map<String, List<String>> given = new LinkedHashMap<>();
    Map<String, String> globalNames = new HashMap<>();
    Globals.OPTIONS.forEach(option -> globalNames.put(option.name(), option.label()));
    for (OptionSpec option : result.matchedOptions()) {
      String name = option.longestName();
      List<String> values = option.type() == boolean.class ? List.of("true") : option.stringValues();
      if (globalNames.containsKey(name) && command.shape().options().stream().noneMatch(each -> each.name().equals(name))) {
        all = all.with(name, values.get(0));
      } else {
        given.put(name, List.copyOf(values));
      }
    }
    return new Parsed(entry, command, all, false, given, positionals(result));
  }

  /** Refuses options that exclude one another, and values that can be told to be none. */
  private static Parsed judged(Shape shape, Parsed parsed) throws TrekException {
    Set<String> excluded = shape.excluded(parsed.given().keySet());
    for (String each : parsed.given().keySet()) {
      if (excluded.contains(each)) {
        String other = parsed.given().keySet().stream().filter(one -> shape.excluded(List.of(one)).contains(each)).findFirst().orElseThrow();
        throw TrekException.at(parsed.entry().name()).kind(TrekException.Kind.USAGE).found(other + " and " + each + " exclude one another").next(parsed.entry().name() + " with one of them");
      }
    }
    for (Shape.Option option : shape.options()) {
      for (String value : option.flag() ? List.<String>of() : parsed.given().getOrDefault(option.name(), List.of())) {
        judge(option.name(), option.values(), value);
      }
    }
    for (int at = 0; at < parsed.words().size() && !shape.positionals().isEmpty(); at++) {
      Shape.Positional positional = shape.positionals().get(Math.min(at, shape.positionals().size() - 1));
      judge(positional.label(), positional.values(), parsed.words().get(at));
    }
    return parsed;
  }

  private static void judge(String where, Values values, String value) throws TrekException {
    Optional<Values.Misfit> misfit = values.misfit(value);
    if (misfit.isPresent()) {
      List<String> near = Near.of(value, misfit.get().choices());
      String instead = misfit.get().choices().isEmpty() ? where + " 100" : near.isEmpty() ? misfit.get().instead() : "did you mean " + String.join(" or ", near) + "? It takes " + misfit.get().instead();
      throw TrekException.at(where).kind(TrekException.Kind.USAGE).found(misfit.get().found()).next(instead);
    }
  }

  private static List<String> positionals(ParseResult result) {
    List<String> words = new ArrayList<>();
    for (PositionalParamSpec positional : result.matchedPositionals()) {
      words.addAll(positional.stringValues());
    }
    return words;
  }

  private static TrekException wrong(String name, Shape shape, CommandLine.ParameterException e) {
    TrekException.Draft draft = TrekException.at(name).kind(TrekException.Kind.USAGE).because(e);
    if (e instanceof CommandLine.MissingParameterException) {
      Optional<Shape.Positional> missing = shape.positionals().stream().filter(each -> e.getMessage().contains("'" + each.label() + "'")).findFirst();
      if (missing.isPresent()) {
        return draft.found("lacks " + missing.get().label() + ", " + missing.get().description()).next(name + " and TAB shows what there is; help " + name);
      }
    }
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      List<String> names = shape.options().stream().flatMap(option -> option.names().stream()).toList();
      Optional<String> near = word.startsWith("-") ? Near.of(word, names).stream().findFirst() : Optional.empty();
      return draft
          .found("does not know " + (word.startsWith("-") ? "the option " : "what to do with ") + Tokenizer.quote(word))
          .next(near.map(option -> "did you mean " + option + "?").orElse("help " + name));
    }
    String first = e.getMessage().split("\n", 2)[0];
    return draft.found(Character.toLowerCase(first.charAt(0)) + first.substring(1)).next("help " + name);
  }
}
