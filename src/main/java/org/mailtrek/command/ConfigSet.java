package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.Verdict;
import org.mailtrek.host.TrekException;

/** Sets one directive in one file. */
final class ConfigSet implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("DIRECTIVE", "the directive", ConfigExplain.directives())
        .mayTake("VALUE", "its value", values())
        .flag("--unset", "take its line away, so that the default counts")
        .option("--file", "F", "the file, where several programs know the directive", ConfigExplain.files())
        .option("--host", "HOST", "the host, where there are several", Offers.hosts())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("config set user_safe_mode yes", "shows the change, asks, and writes it; comments and layout stay")
        .example("config set log_level --file dagent.cfg --unset --yes", "back to the default of one program")
        .see("config get", "config explain", "config lint", "undo");
  }

  private static Values values() {
    return Offers.words("yes: on", "no: off");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String directive = call.words().get(0);
    if (call.words().size() > 1 == call.has("--unset")) {
      throw TrekException.at("config set").kind(TrekException.Kind.USAGE).found("needs a value, or --unset").next("config set " + directive + " VALUE");
    }
    if (Verdict.secret(directive) && !call.has("--unset")) {
      throw TrekException.at("config set").kind(TrekException.Kind.USAGE).found(directive + " holds a secret, and none is ever taken from a command line, or kept in a plan").next("write it into the file with an editor");
    }
    ConfigGet.InPlace place = place(call, directive);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", place.place().host());
    options.put("file", place.value().file());
    options.put("directive", directive);
    call.word(1).ifPresent(value -> options.put("value", value));
    options.put("unset", call.has("--unset") ? "yes" : "no");
    return new Acting(call).runbook("config set", options);
  }

  private static ConfigGet.InPlace place(Call call, String directive) throws TrekException {
    List<ConfigGet.InPlace> found = ConfigGet.found(call, Optional.of(directive));
    List<ConfigGet.InPlace> set = found.stream().filter(each -> each.value().set()).toList();
    List<ConfigGet.InPlace> meant = set.isEmpty() ? found : set;
    if (meant.isEmpty()) {
      throw ConfigGet.unknown(call);
    }
    if (meant.size() > 1) {
      List<String> places = meant.stream().map(each -> each.place().host() + ":" + each.value().file()).toList();
      boolean hosts = meant.stream().map(each -> each.place().host()).distinct().count() > 1;
      throw TrekException.at("config set").kind(TrekException.Kind.USAGE).found(directive + " is in several files: " + String.join(", ", places)).next(hosts ? "--host " + meant.get(0).place().host() : "--file " + meant.get(0).value().file());
    }
    return meant.get(0);
  }
}
