package org.mailtrek.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.command.Transcript.Came;
import org.mailtrek.command.Transcript.Entry;
import org.mailtrek.host.TrekException;

/** Carries out the commands of a record one after the other. Plans and runs that are made anew take the places of those of the record. */
final class Replaying {

  private final Call call;
  private final Map<String, String> hosts;
  private final Likeness likeness;
  private final boolean plan;
  /** By kind and recorded id, such as {@code plan 1-0ebe}. */
  private final Map<String, String> ids = new HashMap<>();
  private final Rows rows = Rows.of("commands").id("No").text("Command").text("Recorded").text("Now").text("Difference");
  private final Set<String> unmade = new HashSet<>();
  /** Whether something was skipped or only previewed, so that outputs can't be compared any more. */
  private boolean departed;
  private Optional<String> first = Optional.empty();
  private int different;
  private int worst;

  Replaying(Call call, Map<String, String> hosts, Likeness likeness) {
    this.call = call;
    this.hosts = hosts;
    this.likeness = likeness;
    this.plan = call.has("--plan");
  }

  /** Returns what a recorded command does to the world; an unknown one is thought to change it. */
  static Shape.Effect effect(Session session, Entry entry) {
    List<String> words = Tokenizer.plain().split(entry.line()).words();
    return new Catalogue(session).find(words).map(found -> found.entry().open().shape().effect()).orElse(Shape.Effect.CHANGES);
  }

  Result run(List<Entry> entries) throws TrekException {
    long number = 0;
    for (Entry entry : entries) {
      number++;
      Shape.Effect effect = effect(call.session(), entry);
      String line = line(entry);
      Optional<String> unseen = plan ? unseen(entry, effect) : Optional.empty();
      if (unseen.isPresent()) {
        departed = true;
        rows.row(number, line, RecordList.ended(entry), "-", unseen.get());
        continue;
      }
      call.talk().say("== " + number + "/" + entries.size() + " " + line);
      if (call.has("--step") && !plan) {
        String answer = asked();
        if (answer.startsWith("q")) {
          break;
        }
        if (answer.startsWith("s")) {
          departed = true;
          rows.row(number, line, RecordList.ended(entry), "-", "skipped");
          continue;
        }
      }
      List<Entry> came = call.session().lines().run(line, !call.talk().json());
      boolean goesOn = compare(number, line, entry, came, plan && effect != Shape.Effect.READS);
      if (!goesOn && !call.has("--keep-going")) {
        break;
      }
    }
    return result(entries.size());
  }

  /** Returns what the person wants of the next command; leaving the question stops the replay, not what was done before. */
  private String asked() throws TrekException {
    try {
      return call.talk().ask("Enter carries it out, s skips it, q stops:").orElse("q").strip();
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.INTERRUPTED) {
        return "q";
      }
      throw e;
    }
  }

  /** Returns why a command can't be previewed; empty when it can. */
  private Optional<String> unseen(Entry entry, Shape.Effect effect) {
    if (effect == Shape.Effect.KEEPS) {
      entry.came().ifPresent(came -> unmade.addAll(came.ids().values()));
      return Optional.of("not carried out: it would keep something");
    }
    boolean needs = Tokenizer.plain().split(entry.line()).words().stream().anyMatch(unmade::contains);
    return needs ? Optional.of("not previewed: it needs what an earlier command would keep") : Optional.empty();
  }

  /** Notes what a command came to; returns whether it is what the record says. */
  private boolean compare(long number, String line, Entry recorded, List<Entry> came, boolean previewed) {
    Entry last = came.isEmpty() ? recorded : came.get(came.size() - 1);
    Came here = last.came().orElseThrow();
    Optional<String> difference = difference(recorded, here, previewed);
    if (!departed && !previewed) {
      recorded.came().ifPresent(then -> then.ids().forEach((kind, id) -> Optional.ofNullable(here.ids().get(kind)).ifPresent(fresh -> ids.put(kind + " " + id, fresh))));
    }
    departed |= previewed;
    rows.row(number, line, RecordList.ended(recorded), RecordList.ended(last), difference.orElse(previewed ? "previewed only" : ""));
    worst = Math.max(worst, here.exit() == 3 ? 3 : 0);
    if (difference.isPresent()) {
      different++;
      first = first.or(() -> Optional.of(number + ": " + line));
      call.talk().say("! " + number + ": " + difference.get());
    }
    return difference.isEmpty();
  }

  private Optional<String> difference(Entry recorded, Came here, boolean previewed) {
    if (recorded.came().isPresent() && !departed && !previewed) {
      return likeness.difference(recorded.came().get(), here);
    }
    // what the record saw was made by commands that were not carried out here: only the ends can be compared
    int expected = recorded.came().map(Came::exit).orElse(0);
    boolean well = here.exit() == expected || previewed && (here.exit() == 0 || here.exit() == 2);
    return well ? Optional.empty() : Optional.of("ended as " + here.outcome() + " (" + here.exit() + ")");
  }

  private Result result(int commands) {
    Result result = Result.done().table(rows).field("first_difference", first.orElse(""));
    if (rows.count() < commands) {
      int left = commands - rows.count();
      result = result.line(left + (left == 1 ? " command was" : " commands were") + " not carried out");
    }
    if (different == 0) {
      return result.line(plan ? "previewed" : rows.count() < commands ? "what was carried out came to the same" : "as recorded");
    }
    result = result.line("the first difference is at " + first.orElse(""));
    return worst == 3 ? result.outcome(Outcome.PARTLY).next("resume").next("undo") : result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT);
  }

  /** Returns the line as it is to be carried out here: ids and hosts of today, and the answers that were given for all. */
  private String line(Entry entry) {
    List<Token> tokens = Tokenizer.plain().split(entry.line()).tokens();
    List<String> words = new ArrayList<>();
    StringBuilder operators = new StringBuilder();
    for (Token token : tokens) {
      if (token.operator() || !operators.isEmpty()) {
        operators.append(' ').append(token.operator() ? token.text() : written(token.text()));
      } else {
        words.add(today(token.text()));
      }
    }
    Optional<Shape> shape = new Catalogue(call.session()).find(words).map(found -> found.entry().open().shape());
    if (shape.isPresent() && shape.get().acts()) {
      answers(words);
    }
    return String.join(" ", words.stream().map(Replaying::written).toList()) + operators;
  }

  private void answers(List<String> words) {
    for (String flag : List.of("--plan", "--yes")) {
      if (call.has(flag) && !words.contains(flag) && !(flag.equals("--yes") && (plan || words.contains("-y")))) {
        words.add(flag);
      }
    }
    for (String option : List.of("--confirm", "--max-changes", "--max-deletes")) {
      if (call.option(option).isPresent() && words.stream().noneMatch(word -> word.equals(option) || word.startsWith(option + "="))) {
        words.add(option + "=" + call.option(option).get());
      }
    }
  }

  private String today(String word) {
    for (Map.Entry<String, String> id : ids.entrySet()) {
      if (id.getKey().equals("plan " + word) || id.getKey().equals("snapshot " + word)) {
        return id.getValue();
      }
    }
    if (hosts.containsKey(word)) {
      return hosts.get(word);
    }
    int colon = word.indexOf(':');
    return colon > 0 && hosts.containsKey(word.substring(0, colon)) ? hosts.get(word.substring(0, colon)) + word.substring(colon) : word;
  }

  /** Quotes a word, but for the variables that stand for secrets. */
  private static String written(String word) {
    int at = word.indexOf("$secret_");
    return at < 0 ? Tokenizer.quote(word) : (at == 0 ? "" : Tokenizer.quote(word.substring(0, at))) + word.substring(at);
  }
}
