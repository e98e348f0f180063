package org.mailtrek.command;

import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Macro;

/** Shows the text of a macro; or carries one out, where its name was left out. */
final class MacroShow implements Command {

  private final boolean runs;

  MacroShow(boolean runs) {
    this.runs = runs;
  }

  @Override
  public Shape shape() {
    if (runs) {
      return Shape.changes()
          .takes("MACRO", "the macro, or a file of one; what it takes follows", MacroOffers.macros())
          .mayTakeMany("ARG", "what it takes, as its help says", Offers.words("--help: what it takes"))
          .example("macro run quota-report", "the same as: quota-report")
          .example("macro run examples/macros/quota-report.groovy", "a file from elsewhere, on this estate")
          .see("macro list", "macro show");
    }
    return Shape.reads()
        .takes("MACRO", "the macro, or a file of one", MacroOffers.macros())
        .example("macro show quota-report", "its text, with where it lies")
        .example("macro show quota-report > own.groovy", "a copy to begin with")
        .see("macro list", "macro new");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Macro macro = named(call);
    if (runs) {
      return new MacroCommand(macro).run(new Call(macro.name(), call.given(), call.words().subList(1, call.words().size()), call.session()));
    }
    return Result.done().field("name", macro.name()).field("file", macro.file().toString()).field("text", macro.text()).raw(macro.text().stripTrailing());
  }

  static Macro named(Call call) throws TrekException {
    String typed = call.words().get(0);
    return Macro.find(call.session().estateFolder(), call.session().path("."), typed)
        .orElseThrow(() -> TrekException.at(typed).kind(TrekException.Kind.USAGE).found("there is no such macro").next("macro list"));
  }
}
