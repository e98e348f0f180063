package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.Plan;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Header;
import org.mailtrek.macro.Macro;
import org.mailtrek.macro.MacroRun;
import org.mailtrek.macro.MacroRunbook;
import org.mailtrek.macro.Parameter;

/** A macro as a command of its own: what it takes stands in its header, and its change blocks are previewed, asked about and applied as one plan. */
final class MacroCommand implements Command {

  private static final String ANSWER = "--answer";

  private final Macro macro;

  MacroCommand(Macro macro) {
    this.macro = macro;
  }

  @Override
  public Shape shape() {
    Header header;
    try {
      header = macro.header();
    } catch (TrekException e) {
      // running it says what is wrong with the header
      return Shape.changes().mayTakeMany("ARG", "its header can't be read: " + e.getMessage(), Offers.words("macro check: says what is wrong"));
    }
    Shape shape = header.reads() ? Shape.reads() : Shape.changes().flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +");
    for (Parameter each : header.parameters()) {
      String description = each.description() + each.standard().filter(value -> each.kind() != Parameter.Kind.FLAG).map(value -> " (default: " + value + ")").orElse("");
      switch (each.kind()) {
        case WORD -> shape.takes(each.label(), description, MacroOffers.of(each));
        case MAYBE -> shape.mayTake(each.label(), description, MacroOffers.of(each));
        case OPTION -> shape.option(each.name(), each.label(), description, MacroOffers.of(each));
        case FLAG -> shape.flag(each.name(), description);
      }
    }
    if (macro.text().contains("questions.")) {
      shape.options(ANSWER, "QUESTION=ANSWER", "the answer to a question, where nobody can be asked", Offers.words("QUESTION=ANSWER: as the macro asks it"));
    }
    header.examples().forEach(each -> shape.example(each.line(), each.does()));
    return shape.see("macro show", "macro check");
  }

  @Override
  public Result run(Call call) throws TrekException {
    MacroOutside outside = new MacroOutside(call.session());
    Map<String, String> given = given(call);
    MacroRun run = MacroRun.of(macro, given, answers(call), call.session().estate().view(), outside);
    if (run.wanted().isPresent()) {
      Plan plan = run.wanted().get();
      return MacroParts.result(run).with(new Acting(call).stopping(run.stops()).apply(plan));
    }
    if (!run.changes()) {
      return MacroParts.result(run).outcome(macro.header().reads() ? Outcome.DONE : Outcome.NOTHING);
    }
    Result said = MacroParts.result(run);
    MacroRunbook runbook = MacroRunbook.of(run, outside);
    return said.with(new Acting(call).runbook(runbook, MacroRunbook.options(macro, given, run)));
  }

  private Map<String, String> given(Call call) throws TrekException {
    Map<String, String> given = new LinkedHashMap<>();
    List<String> words = new ArrayList<>(call.words());
    for (Parameter each : macro.header().parameters()) {
      if (each.kind() == Parameter.Kind.OPTION || each.kind() == Parameter.Kind.FLAG) {
        call.option(each.name()).ifPresent(value -> given.put(each.name(), value));
      } else if (!words.isEmpty()) {
        given.put(each.name(), words.remove(0));
      }
    }
    return given;
  }

  private static Map<String, String> answers(Call call) throws TrekException {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String each : call.all(ANSWER)) {
      int equals = each.lastIndexOf('=');
      if (equals <= 0) {
        throw TrekException.at(ANSWER).kind(TrekException.Kind.USAGE).found("'" + each + "' is no QUESTION=ANSWER").next(ANSWER + " 'Go on?=y'");
      }
      answers.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return answers;
  }
}
