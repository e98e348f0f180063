package org.mailtrek.command;

import org.mailtrek.macro.Macro;
import org.mailtrek.macro.Parameter;

/** What is offered for the parameters of macros: their choices, or what their label stands for. */
final class MacroOffers {

  private MacroOffers() {}

  static Values of(Parameter parameter) {
    if (!parameter.choices().isEmpty()) {
      return (session, typed) -> parameter.choices().stream().map(each -> new Candidate(each, parameter.description())).toList();
    }
    return switch (parameter.label()) {
      case "HOST" -> Offers.hosts();
      case "SERVICE" -> Offers.services();
      case "DN" -> DirectoryOffers.names();
      case "FILTER" -> DirectoryOffers.filters();
      case "FILE", "PATH" -> Offers.files();
      case "DIR" -> Offers.folders();
      case "PLAN" -> EngineOffers.unusedPlans();
      case "SNAPSHOT" -> EngineOffers.snapshots();
      default -> Offers.words(parameter.standard().orElse(parameter.label()) + ": " + parameter.description());
    };
  }

  /** Offers the macros of the estate. */
  static Values macros() {
    return (session, typed) -> session.estateFolder().isEmpty()
        ? java.util.List.of()
        : Macro.of(session.estateFolder().get()).stream().map(each -> new Candidate(each.name(), MacroList.summary(each))).toList();
  }
}
