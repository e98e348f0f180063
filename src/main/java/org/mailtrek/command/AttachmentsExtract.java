package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;

/** Moves the attachments out of the database into files. */
final class AttachmentsExtract implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .mayTake("HOST", "the host; may be left out where only one has a database", Offers.hosts())
        .option("--to", "DIR", "the folder of the store; as attachment_path says where it is left out", Offers.words("/var/lib/kopano/attachments: the folder of Kopano", "/var/lib/zarafa/attachments: the folder of Zarafa"))
        .option("--storage", "LAYOUT", "the layout of the files", Offers.words("files: 10 by 20 folders", "files_v1-10-20: the same, as Kopano 9 and later call it"))
        .option("--connections", "N", "how many read side by side, 1 to 4", Offers.numbers(1, 2, 4))
        .option("--damaged", "WHAT", "attachments whose rows are not whole", Offers.oneOf("refuse: stop before anything is written", "leave: those with gaps are left behind, by name"))
        .flag("--replace", "set files aside that are there and are not what the database holds")
        .flag("--files-only", "leave the server's configuration and the database's mark as they are")
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("attachments extract", "compares, writes, compares again, and tells the server; the rows stay, and undo removes the files")
        .example("attachments extract --to /srv/attachments --plan", "only look: every defect of the rows is named")
        .see("attachments verify", "database census", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", host(call));
    for (String each : List.of("to", "storage", "connections", "damaged")) {
      call.option("--" + each).ifPresent(value -> options.put(each, value));
    }
    for (String each : List.of("replace", "files-only")) {
      options.put(each, call.has("--" + each) ? "yes" : "no");
    }
    return new Acting(call).runbook(call.name(), options);
  }

  /** Returns the host that is meant. */
  static String host(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    List<String> hosts = declared.products().stream().filter(each -> each.database().isPresent()).map(Declaration.Product::host).filter(each -> call.word(0).map(each::equals).orElse(true)).toList();
    if (hosts.isEmpty()) {
      throw TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no database is declared" + call.word(0).map(each -> " for host " + each).orElse("")).next("estate show");
    }
    if (hosts.size() > 1) {
      throw TrekException.at(call.name()).kind(TrekException.Kind.USAGE).found("several hosts have a database: " + String.join(", ", hosts)).next(call.name() + " " + hosts.get(0));
    }
    return hosts.get(0);
  }
}
