package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** The configuration of the estate in use. */
final class EstateConfig {

  private EstateConfig() {}

  static Result lint(Call call) throws TrekException {
    throw needs(call, "DIR --release REL");
  }

  static Result diff(Call call) throws TrekException {
    throw needs(call, "FILE... --from REL --to REL");
  }

  private static TrekException needs(Call call, String what) throws TrekException {
    call.session().folder();
    return TrekException.at(call.name()).kind(TrekException.Kind.USAGE).found("needs files").next(call.name() + " " + what);
  }
}
