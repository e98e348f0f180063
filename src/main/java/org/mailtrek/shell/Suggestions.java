package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.command.Candidate;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Offers;
import org.mailtrek.command.Shape;
import org.mailtrek.command.Token;
import org.mailtrek.command.Values;

/** Finds what may stand at a place of a line: commands, options, and the values of options and positional words. Only reads. */
final class Suggestions {

  /**
   * A suggestion.
   *
   * @param value the whole word, unquoted
   * @param description a few words
   * @param complete whether a blank follows
   */
  record Suggestion(String value, String description, boolean complete) {}

  private final Catalogue catalogue;
  private final Live live;

  /** Fetches live values; must not block for long. */
  @FunctionalInterface
  interface Live {

    /** Returns the candidates of some values, or what is known of them by now. */
    List<Candidate> offer(String key, Values values, String typed);
  }

  Suggestions(Catalogue catalogue, Live live) {
    this.catalogue = catalogue;
    this.live = live;
  }

  /**
   * Returns suggestions, best first.
   *
   * @param before the tokens before the word
   * @param typed what has been typed of the word
   */
  List<Suggestion> at(List<Token> before, String typed) {
    int start = 0;
    String operator = ";";
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).operator()) {
        operator = before.get(i).text();
        start = i + 1;
      }
    }
    if (operator.equals("|") && start == before.size() && !typed.startsWith("!")) {
      return ranked(Filters.NAMES.entrySet().stream().map(each -> new Suggestion(each.getKey(), each.getValue(), true)).toList(), typed);
    }
    if (!operator.equals(";")) {
      boolean file = !operator.equals("|") || start < before.size() && before.get(start).text().startsWith("!");
      return file ? ranked(values("file", Offers.files(), typed, ""), typed) : List.of();
    }
    List<String> words = new ArrayList<>(before.subList(start, before.size()).stream().map(Token::text).toList());
    return ranked(found(words, typed), typed);
  }

  private List<Suggestion> found(List<String> given, String typed) {
    List<String> words = given;
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      Optional<Shape.Option> option = Globals.option(words.get(0));
      int length = option.isPresent() && !option.get().flag() ? 2 : 1;
      if (length > words.size()) {
        return values("global " + words.get(0), option.get().values(), typed, "");
      }
      words = words.subList(length, words.size());
    }
    List<Suggestion> all = new ArrayList<>(names(words));
    Optional<Catalogue.Found> command = catalogue.find(words);
    if (command.isPresent()) {
      all.addAll(parameters(command.get(), words.subList(command.get().length(), words.size()), typed));
    } else if (words.isEmpty() && typed.startsWith("-")) {
      Globals.all().forEach(option -> all.add(new Suggestion(option.name(), option.description(), true)));
    }
    return all;
  }

  /** Returns the words that continue the name of a command. */
  private List<Suggestion> names(List<String> words) {
    String head = words.isEmpty() ? "" : String.join(" ", words) + " ";
    Map<String, Suggestion> all = new LinkedHashMap<>();
    for (Catalogue.Entry entry : catalogue.all()) {
      if (!entry.name().startsWith(head)) {
        continue;
      }
      String rest = entry.name().substring(head.length());
      String word = rest.split(" ")[0];
      String description = rest.equals(word) ? entry.summary() : "";
      all.merge(word, new Suggestion(word, description, true), (a, b) -> a.description().isEmpty() ? merged(head, word) : a);
    }
    all.replaceAll((word, each) -> each.description().isEmpty() ? merged(head, word) : each);
    return List.copyOf(all.values());
  }

  private Suggestion merged(String head, String word) {
    List<String> last = catalogue.under(head + word).stream().map(entry -> entry.name().substring(head.length() + word.length() + 1)).toList();
    return new Suggestion(word, String.join(", ", last), true);
  }

  private List<Suggestion> parameters(Catalogue.Found found, List<String> words, String typed) {
    Shape shape = found.entry().open().shape();
    String name = found.entry().name();
    List<Shape.Option> options = new ArrayList<>(shape.options());
    Globals.all().stream().filter(option -> options.stream().noneMatch(each -> each.names().stream().anyMatch(option.names()::contains))).forEach(options::add);
    List<Shape.Option> used = new ArrayList<>();
    List<String> positional = new ArrayList<>();
    boolean onlyWords = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Optional<Shape.Option> option = onlyWords ? Optional.empty() : named(options, word.split("=", 2)[0]);
      if (word.equals("--")) {
        onlyWords = true;
      } else if (option.isEmpty()) {
        positional.add(word);
      } else {
        used.add(option.get());
        if (!option.get().flag() && !word.contains("=")) {
          if (i + 1 == words.size()) {
            return values(key(name, positional, option.get()), option.get().values().after(positional), typed, "");
          }
          i++;
        }
      }
    }
    if (typed.startsWith("-") && !onlyWords) {
      return options(name, positional, left(name, shape, options, used, positional), used, typed);
    }
    if (positional.size() < shape.positionals().size() || !shape.positionals().isEmpty() && shape.positionals().get(shape.positionals().size() - 1).many()) {
      int index = Math.min(positional.size(), shape.positionals().size() - 1);
      return values(name + " " + index, shape.positionals().get(index).values(), typed, "");
    }
    return typed.isEmpty() ? options(name, positional, left(name, shape, options.subList(0, shape.options().size()), used, positional), used, typed) : List.of();
  }

  private static String key(String name, List<String> positional, Shape.Option option) {
    return name + " " + String.join(" ", positional) + " " + option.name();
  }

  /** Returns the options that go with those which were used, and with the words. */
  private List<Shape.Option> left(String name, Shape shape, List<Shape.Option> options, List<Shape.Option> used, List<String> positional) {
    Set<String> excluded = new HashSet<>(shape.excluded(used.stream().map(Shape.Option::name).toList()));
    if (!positional.isEmpty()) {
      shape.unfitting().ifPresent(values -> live.offer(name + " " + String.join(" ", positional) + " without", values.after(positional), "").forEach(each -> excluded.add(each.value())));
    }
    return options.stream().filter(each -> !excluded.contains(each.name())).toList();
  }

  private List<Suggestion> options(String name, List<String> positional, List<Shape.Option> options, List<Shape.Option> used, String typed) {
    int equals = typed.indexOf('=');
    if (equals > 0) {
      String head = typed.substring(0, equals + 1);
      Optional<Shape.Option> option = named(options, typed.substring(0, equals));
      return option.isEmpty() ? List.of() : values(key(name, positional, option.get()), option.get().values().after(positional), typed.substring(equals + 1), head);
    }
    return options.stream()
        .filter(option -> option.repeatable() || !used.contains(option))
        .map(option -> new Suggestion(option.name(), option.description(), true))
        .toList();
  }

  private static Optional<Shape.Option> named(List<Shape.Option> options, String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  private List<Suggestion> values(String key, Values values, String typed, String head) {
    return live.offer(key, values, typed).stream()
        .map(each -> new Suggestion(head + each.value(), each.description(), !each.value().endsWith("/") && !each.value().endsWith("=")))
        .toList();
  }

  private static List<Suggestion> ranked(List<Suggestion> all, String typed) {
    return all.stream()
        .filter(each -> Ranking.of(typed, each.value()).isPresent())
        .sorted(Comparator.comparingInt(each -> Ranking.of(typed, each.value()).orElseThrow()))
        .toList();
  }
}
