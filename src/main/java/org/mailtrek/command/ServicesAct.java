package org.mailtrek.command;

import java.util.Map;
import org.mailtrek.host.TrekException;

/** Starts or stops services of a host. */
final class ServicesAct implements Command {

  private final String name;

  ServicesAct(String name) {
    this.name = name;
  }

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("HOST", "the host", Offers.hosts())
        .mayTakeMany("SERVICE", "the services, in this order", Offers.services())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example(name + " mail1 zarafa-dagent zarafa-server", "in this order; undo takes it back")
        .example(name + " mail1 zarafa-spooler --plan", "only look")
        .see("services list", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.words().size() < 2) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("needs a service").next("services list " + call.words().get(0));
    }
    String services = String.join(",", call.words().subList(1, call.words().size()));
    return new Acting(call).runbook(name, Map.of("host", call.words().get(0), "services", services));
  }
}
