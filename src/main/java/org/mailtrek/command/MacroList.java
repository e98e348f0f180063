package org.mailtrek.command;

import java.util.List;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Header;
import org.mailtrek.macro.Macro;

/** Lists the estate's macros, or checks them. */
final class MacroList implements Command {

  private final boolean checks;

  MacroList(boolean checks) {
    this.checks = checks;
  }

  @Override
  public Shape shape() {
    if (checks) {
      return Shape.reads()
          .mayTake("MACRO", "the macro, or a file of one; all of the estate without it", MacroOffers.macros())
          .example("macro check", "compile all macros of the estate, and say what is wrong")
          .example("macro check quota-report", "one of them")
          .see("macro list", "macro new");
    }
    return Shape.reads()
        .example("macro list", "each is a command of its own")
        .example("macro list --json", "for programs")
        .see("macro new", "macro show", "macro check");
  }

  @Override
  public Result run(Call call) throws TrekException {
    return checks ? check(call) : list(call);
  }

  private static Result list(Call call) throws TrekException {
    Rows rows = Rows.of("macros").id("Macro").text("Does").text("Effect");
    for (Macro each : Macro.of(call.session().folder())) {
      rows.row(each.name(), summary(each), effect(each));
    }
    return rows.count() == 0 ? Result.nothing("no macros here").table(rows).next("macro new NAME") : Result.done().table(rows);
  }

  private static Result check(Call call) throws TrekException {
    List<Macro> all = call.word(0).isPresent() ? List.of(MacroShow.named(call)) : Macro.of(call.session().folder());
    Rows rows = Rows.of("macros").id("Macro").text("Found");
    boolean good = true;
    for (Macro each : all) {
      try {
        Header header = each.header();
        call.session().language().check(each.source(new MacroOutside(call.session()).cache()));
        boolean shadowed = new Catalogue().named(each.name()).isPresent() || !new Catalogue().under(each.name()).isEmpty();
        rows.row(each.name(), shadowed ? "! has the name of a command: macro run " + each.name() : header.examples().isEmpty() ? "well, but without an example" : "well");
      } catch (TrekException e) {
        good = false;
        rows.row(each.name(), "! " + e.getMessage());
      }
    }
    return (good ? Result.done() : Result.of(Outcome.DIFFERENT)).table(rows);
  }

  static String summary(Macro macro) {
    try {
      return macro.header().summary();
    } catch (TrekException e) {
      return "! " + e.getMessage();
    }
  }

  private static String effect(Macro macro) {
    try {
      Header header = macro.header();
      return header.step().map(step -> "step of " + step.runbook()).orElse(header.reads() ? "only reads" : "changes");
    } catch (TrekException e) {
      return "?";
    }
  }
}
