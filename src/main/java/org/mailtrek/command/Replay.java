package org.mailtrek.command;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.command.Transcript.Entry;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Carries a record out again and says where it first comes to something else. */
final class Replay implements Command {

  @Override
  public Shape shape() {
    return Shape.changes().unrepeated()
        .takes("NAME", "the record or session", RecordList.names())
        .flag("--step", "ask before each command")
        .flag("--keep-going", "do not stop at the first difference")
        .option("--on", "DIR", "on another estate, whose folder this is", Offers.folders())
        .options("--host", "OLD=NEW", "with --on: what the host OLD of the record is called there", (session, typed) -> session.estate().view().hosts().stream().map(host -> new Candidate(host + "=", "the record's " + host)).toList())
        .example("replay night --plan", "what would be carried out; commands that change something only preview")
        .example("replay night", "shows the commands, asks, carries them out; exit 4 at the first one that comes to something else")
        .example("replay night --on ~/practice --step", "command by command on another estate")
        .see("record start", "record last", "record show");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Transcript transcript = new Transcripts(call.session().folder()).named(call.words().get(0));
    List<Entry> entries = transcript.entries().stream().filter(Entry::repeats).toList();
    if (entries.isEmpty()) {
      return Result.nothing("the record is empty");
    }
    if (call.option("--on").isPresent()) {
      call.session().use(call.session().path(call.option("--on").get()));
    }
    Map<String, String> hosts = hosts(call);
    boolean changing = entries.stream().anyMatch(entry -> Replaying.effect(call.session(), entry) != Shape.Effect.READS);
    if (!call.has("--plan")) {
      agree(call, entries, changing);
    }
    List<String> secrets = secrets(call, entries);
    try {
      String recordedIn = transcript.head().map(Transcript.Head::folder).orElse("");
      return new Replaying(call, hosts, new Likeness(recordedIn, call.session().folder().toString())).run(entries);
    } finally {
      secrets.forEach(call.session().variables()::remove);
    }
  }

  private static void agree(Call call, List<Entry> entries, boolean changing) throws TrekException {
    if (!call.talk().json()) {
      Rows rows = Rows.of("commands").id("No").text("Command").text("Effect").text("Recorded");
      long number = 0;
      for (Entry entry : entries) {
        rows.row(++number, entry.line(), Replaying.effect(call.session(), entry).words(), RecordList.ended(entry));
      }
      call.talk().show(rows.table());
    }
    if (call.has("--step") && !call.talk().asks()) {
      throw TrekException.at("replay").kind(TrekException.Kind.USAGE).found("nobody can be asked before each command").next("leave out --step, or add --plan");
    }
    if (changing && !call.has("--yes") && !call.has("--step")) {
      if (!call.talk().asks()) {
        throw TrekException.at("replay").kind(TrekException.Kind.USAGE).found("nobody can be asked: carry these out?").next("add --yes, or --plan to look only");
      }
      if (!call.talk().yes("carry these out?")) {
        throw TrekException.at("replay").kind(TrekException.Kind.REFUSED).found("not agreed to").next("nothing was done");
      }
    }
  }

  private static Map<String, String> hosts(Call call) throws TrekException {
    Map<String, String> hosts = new LinkedHashMap<>();
    for (String pair : call.all("--host")) {
      int equals = pair.indexOf('=');
      String there = pair.substring(equals + 1);
      if (equals <= 0 || !call.session().estate().view().hosts().contains(there)) {
        throw TrekException.at("--host " + pair).kind(TrekException.Kind.USAGE).found(equals <= 0 ? "is no OLD=NEW" : "there is no host '" + there + "' in this estate").next("--host OLD=NEW, NEW one of " + String.join(", ", call.session().estate().view().hosts()));
      }
      hosts.put(pair.substring(0, equals), there);
    }
    return hosts;
  }

  private static List<String> secrets(Call call, List<Entry> entries) throws TrekException {
    List<String> names = entries.stream().flatMap(entry -> SecretWords.asked(entry.line()).stream()).distinct().filter(name -> call.session().variables().get(name).isEmpty()).toList();
    for (String name : names) {
      Optional<Secret> secret = call.talk().secret("the record does not hold " + name + "; its value:");
      if (secret.isEmpty()) {
        throw TrekException.at("$" + name).kind(TrekException.Kind.USAGE).found("a record holds no secrets, and nobody can be asked for this one").next("replay it at a terminal");
      }
      secret.get().use(bytes -> call.session().variables().hidden(name, new String(bytes, StandardCharsets.UTF_8)));
    }
    return names;
  }
}
