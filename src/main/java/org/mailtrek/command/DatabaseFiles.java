package org.mailtrek.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.backup.DumpFile;
import org.mailtrek.backup.LoadDump;
import org.mailtrek.backup.RestoreDatabase;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;

/** Databases in files: whose, and the runbook that loads one. */
final class DatabaseFiles {

  /** What stands for the dump itself when its digest is asked for. */
  static final String DUMP = "database.gz";

  private DatabaseFiles() {}

  /** Returns the host whose database is meant. */
  static String host(Call call) throws TrekException {
    List<String> hosts = EstateFile.read(call.session().folder()).products().stream().filter(each -> each.database().isPresent()).map(Declaration.Product::host).distinct().toList();
    Optional<String> typed = call.option("--host");
    if (typed.isPresent() ? !hosts.contains(typed.get()) : hosts.size() != 1) {
      throw TrekException.at("--host").kind(TrekException.Kind.USAGE)
          .found(typed.map(each -> "no database of " + each + " is declared").orElse(hosts.isEmpty() ? "no database is declared" : "several databases are declared"))
          .next(hosts.isEmpty() ? "declare one under products in estate.yaml" : "--host " + String.join(", or --host ", hosts));
    }
    return typed.orElseGet(() -> hosts.get(0));
  }

  /** Returns the runbook of {@code database load}. */
  static Runbook load(Declaration declared) {
    Runbook.Option host = new Runbook.Option("host", "whose database", List.of(), Optional.empty());
    Runbook.Option file = new Runbook.Option("file", "the dump", List.of(), Optional.empty());
    Runbook.Option digest = new Runbook.Option("digest", "what it held when it was planned", List.of(), Optional.empty());
    Runbook.Option newer = new Runbook.Option("over-newer", "also lose what arrived since", List.of("no", "yes"), Optional.of("no"));
    return new OnEstate("database load", "Load a database", List.of(host, file, digest, newer), (view, given) -> steps(declared, given));
  }

  private static List<Step> steps(Declaration declared, Map<String, String> given) throws TrekException {
    DumpFile dump = new DumpFile(Path.of(given.get("file")));
    if (!dump.digest(DUMP).equals(given.get("digest"))) {
      throw TrekException.at(given.get("file")).kind(TrekException.Kind.REFUSED).found("was changed since the load was planned").next("database load " + given.get("file") + " again; or undo");
    }
    String host = given.get("host");
    boolean overNewer = given.get("over-newer").equals("yes");
    return List.of(new LoadDump(host, dump, new RestoreDatabase(host, dump, overNewer, BackupSteps.stores(declared, host))));
  }
}
