package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Shows and changes the settings of the shell. */
final class SetCommand implements Command {

  @Override
  public Shape shape() {
    return Shape.writes()
        .unrepeated()
        .mayTake("NAME", "the setting; without one all are shown", SetCommand::names)
        .mayTake("VALUE", "its value from here on", SetCommand::values)
        .flag("--origin", "say where each value was chosen")
        .flag("--unset", "take the choice back")
        .option("--save", "user|estate", "keep it: in your own file, or in the estate's", Offers.oneOf("user: in your own file, for every estate", "estate: in the folder of the estate, for all who work on it"))
        .example("set", "all settings")
        .example("set pager off", "long results as they come, in this session")
        .example("set --origin", "where each value was chosen: session, environment, estate, your file")
        .see("let", "history");
  }

  private static List<Candidate> names(Session session, String typed) {
    return Arrays.stream(Setting.values()).map(each -> new Candidate(each.key(), each.summary())).toList();
  }

  private static List<Candidate> values(Session session, String typed) {
    List<Candidate> all = new ArrayList<>();
    for (Setting each : Setting.values()) {
      each.words().stream().filter(word -> all.stream().noneMatch(other -> other.value().equals(word))).forEach(word -> all.add(new Candidate(word, "for " + each.key())));
    }
    return all;
  }

  @Override
  public Result run(Call call) throws TrekException {
    Settings settings = call.session().settings();
    if (call.word(0).isEmpty()) {
      return shown(settings, List.of(Setting.values()), call.has("--origin"));
    }
    String name = call.word(0).get();
    Setting setting = Setting.named(name).orElseThrow(() -> wrong("there is no setting '" + name + "'", "set, which lists them"));
    Optional<String> value = call.word(1);
    if (value.isEmpty() && !call.has("--unset")) {
      return shown(settings, List.of(setting), call.has("--origin"));
    }
    if (value.isPresent() && (call.has("--unset") || !setting.takes(value.get()))) {
      throw wrong(call.has("--unset") ? "a value and --unset exclude each other" : "'" + value.get() + "' is no value of " + setting.key(), "set " + setting.key() + " " + setting.words().get(0) + " (" + setting.summary() + ")");
    }
    return chosen(call, settings, setting, value);
  }

  private static Result chosen(Call call, Settings settings, Setting setting, Optional<String> value) throws TrekException {
    boolean saved = call.option("--save").isPresent();
    boolean own = call.oneOf("--save", "user", "user", "estate").equals("user");
    settings.choose(setting, value);
    if (setting == Setting.WAIT) {
      // what is open waits as it was told when it was opened
      call.session().reopen();
    }
    String where = "";
    if (saved) {
      try {
        Path file = settings.keep(setting, value, own ? Settings.Origin.USER : Settings.Origin.ESTATE);
        where = ", kept in " + file;
      } catch (IOException e) {
        throw TrekException.at("set").found("it counts in this session, but can't be kept: " + e.getMessage()).because(e).next("set " + setting.key() + " --origin");
      }
    }
    Settings.Value now = settings.get(setting);
    return Result.done(setting.key() + " is " + now.text() + " (chosen by " + now.origin().words() + ")" + where).changes(1);
  }

  private static Result shown(Settings settings, List<Setting> which, boolean origin) {
    Rows rows = origin ? Rows.of("settings").id("Name").id("Value").text("Chosen by").text("What") : Rows.of("settings").id("Name").id("Value").text("What");
    for (Setting each : which) {
      Settings.Value value = settings.get(each);
      if (origin) {
        rows.row(each.key(), value.text(), value.origin().words(), each.summary());
      } else {
        rows.row(each.key(), value.text(), each.summary());
      }
    }
    Result result = Result.done().table(rows);
    for (String fault : settings.faults()) {
      result = result.line("! " + fault);
    }
    return result;
  }

  private static TrekException wrong(String what, String next) {
    return TrekException.at("set").kind(TrekException.Kind.USAGE).found(what).next(next);
  }
}
