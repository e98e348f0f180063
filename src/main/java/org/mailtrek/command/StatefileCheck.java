package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.StateFile;
import org.mailtrek.oracle.StateFileCheck;

/** Tells what Oracle's silent installer would stumble over in a state file. */
final class StatefileCheck implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("FILE", "a state file of this machine", Offers.files())
        .options("--over", "OPTION=VALUE", "an option that will be typed behind commpkg, and wins over the file", Offers.words("--installroot=/opt/ucs1: where the tree lies", "--comp=MS64: which products", "--excludeOS=yes: no patches of the system"))
        .example("statefile check silent_CommsInstaller_20240501135358", "every line that commpkg would not understand; exit 2 when there is one")
        .example("statefile check upgrade.state --over --installroot=/opt/ucs1", "also what the command line would override")
        .see("statefile write", "statefile edit");
  }

  @Override
  public Result run(Call call) throws TrekException {
    StateFile file = read(call.session().path(call.words().get(0)));
    return overrides(file, call).with(findings(file));
  }

  static StateFile read(Path path) throws TrekException {
    try {
      return StateFile.parse(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw TrekException.at(path).kind(TrekException.Kind.USAGE).found("can't be read: " + e.getMessage()).because(e).next("name a state file, or make one: statefile write FILE");
    }
  }

  private static Result findings(StateFile file) {
    List<StateFileCheck.Finding> findings = StateFileCheck.of(file);
    Result result = Result.of(findings.isEmpty() ? Outcome.DONE : Outcome.DIFFERENT).field("verb", file.verb());
    if (findings.isEmpty()) {
      return result.line("nothing found: commpkg " + file.verb() + " would understand every line").field("findings", List.of());
    }
    Rows rows = Rows.of("findings").number("Line").id("Key").text("What").text("Next");
    for (StateFileCheck.Finding each : findings) {
      rows.row(each.line(), each.key().isEmpty() ? "-" : each.key(), each.what(), perhaps(each.key(), each.known()));
    }
    return result.table(rows);
  }

  /** Returns which keys may be meant, for people; a dash where none is near. */
  static String perhaps(String key, List<String> known) {
    List<String> lower = known.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    List<String> near = Near.of(key, lower);
    return near.isEmpty() ? "-" : "perhaps " + String.join(", ", near).toUpperCase(Locale.ROOT);
  }

  private static Result overrides(StateFile file, Call call) throws TrekException {
    Map<String, String> options = new LinkedHashMap<>();
    for (String each : call.all("--over")) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw TrekException.at("--over").kind(TrekException.Kind.USAGE).found("'" + each + "' is not OPTION=VALUE").next("--over --installroot=/opt/ucs1");
      }
      String option = each.substring(0, equals);
      options.put(option.startsWith("--") ? option : "--" + option, each.substring(equals + 1));
    }
    Result result = Result.done();
    for (Map.Entry<String, String> each : file.overridden(options).entrySet()) {
      result = result.line(each.getKey() + "=" + file.value(each.getKey()).orElse("") + " is overridden: " + each.getValue());
    }
    return result;
  }
}
