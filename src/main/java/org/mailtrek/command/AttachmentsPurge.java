package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Sets the rows of attachments aside that are in files: asks for a name, though undo renames the table back. */
final class AttachmentsPurge implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .mayTake("HOST", "the host; may be left out where only one has a database", Offers.hosts())
        .option("--damaged", "WHAT", "attachments that are not whole and have no file", Offers.oneOf("refuse: stop before anything is changed", "leave: their rows go aside too"))
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("attachments purge-lob --plan", "reads every file and every row, and says whether each attachment has its file")
        .example("attachments purge-lob --confirm=acme --yes", "for scripts: the name of the estate; undo renames the table back")
        .see("attachments extract", "attachments verify", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (!call.has("--plan")) {
      agreed(call);
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", AttachmentsExtract.host(call));
    call.option("--damaged").ifPresent(value -> options.put("damaged", value));
    return new Acting(call).runbook(call.name(), options);
  }

  private static void agreed(Call call) throws TrekException {
    String name = call.session().estate().name();
    Optional<String> typed = call.option("--confirm");
    if (typed.isEmpty()) {
      if (!call.talk().asks()) {
        throw TrekException.at(call.name()).kind(TrekException.Kind.USAGE).found("takes the attachments out of the database for good once its space is given back").next("--confirm=" + name);
      }
      typed = call.talk().ask("the rows are the last copy beside the files: type the estate's name (" + name + ") to go on:").map(String::strip);
    }
    if (!typed.orElse("").equals(name)) {
      throw TrekException.at(call.name()).kind(TrekException.Kind.REFUSED).found("not agreed to").next("nothing was done");
    }
  }
}
