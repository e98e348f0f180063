package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Says how to use a command. */
final class HelpCommand implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().unrepeated()
        .mayTakeMany("COMMAND", "the command; or 'topics', or a topic", Offers.commands())
        .example("help ldap transplant", "how to use one command")
        .example("help ldap", "all commands that begin so")
        .example("help topics", "what else can be read here")
        .see("status");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Catalogue catalogue = new Catalogue(call.session());
    if (call.words().isEmpty()) {
      return overview(catalogue);
    }
    String name = String.join(" ", call.words());
    if (name.equals("topics")) {
      Rows rows = Rows.of("topics").id("Topic").text("About");
      Topics.all().forEach((topic, text) -> rows.row(topic, text.lines().findFirst().orElse("")));
      return Result.done().table(rows).next("help TOPIC");
    }
    Optional<Catalogue.Entry> entry = catalogue.named(name);
    if (entry.isPresent()) {
      return HelpPage.of(entry.get());
    }
    List<Catalogue.Entry> under = catalogue.under(name);
    if (!under.isEmpty()) {
      return list(Result.done(), under).next("help " + under.get(0).name());
    }
    Optional<String> topic = Optional.ofNullable(Topics.all().get(name));
    if (topic.isPresent()) {
      return Result.done().raw(topic.get()).field("topic", name);
    }
    List<String> near = catalogue.near(call.words());
    throw TrekException.at("help")
        .kind(TrekException.Kind.USAGE)
        .found("there is no command or topic '" + name + "'")
        .next(near.isEmpty() ? "help, or help topics" : "did you mean: help " + String.join(", help ", near) + "?");
  }

  private static Result overview(Catalogue catalogue) {
    StringBuilder text = new StringBuilder();
    List<Object> commands = new ArrayList<>();
    String group = "";
    for (Catalogue.Entry entry : catalogue.all()) {
      if (!entry.group().equals(group)) {
        text.append(group.isEmpty() ? "" : "\n").append(entry.group()).append('\n');
        group = entry.group();
      }
      text.append(String.format(Locale.ROOT, "  %-22s %s%n", entry.name(), entry.summary()));
      commands.add(java.util.Map.of("name", entry.name(), "group", group, "summary", entry.summary()));
    }
    return Result.done().raw(text.toString().stripTrailing()).field("commands", commands).next("help COMMAND").next("help topics");
  }

  private static Result list(Result result, List<Catalogue.Entry> entries) {
    Rows rows = Rows.of("commands").id("Command").text("Summary");
    entries.forEach(entry -> rows.row(entry.name(), entry.summary()));
    return result.table(rows);
  }
}
