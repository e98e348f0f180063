package org.mailtrek.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailtrek.backup.DumpFile;
import org.mailtrek.host.TrekException;

/** Exchanges a database for what a dump holds. */
final class DatabaseLoad implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("FILE", "a dump that 'database dump' wrote", Offers.files())
        .option("--host", "HOST", "whose database, where several are declared", Offers.hosts())
        .flag("--over-newer", "also where mail arrived since, or the database has another schema")
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("database load zarafa.sql.gz --plan", "how many tables differ, and what would be lost")
        .example("database load zarafa.sql.gz --yes", "beside the database first, compared, then the tables are exchanged; undo exchanges them back")
        .see("database dump", "backup restore", "services stop", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path file = call.session().path(call.words().get(0)).toAbsolutePath().normalize();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", DatabaseFiles.host(call));
    options.put("file", file.toString());
    options.put("digest", new DumpFile(file).digest(DatabaseFiles.DUMP));
    options.put("over-newer", call.has("--over-newer") ? "yes" : "no");
    return new Acting(call).runbook("database load", options);
  }
}
