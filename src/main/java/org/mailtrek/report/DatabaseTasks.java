package org.mailtrek.report;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.change.DatabaseState;
import org.mailtrek.estate.Declaration;
import org.mailtrek.host.TrekException;

/** The first start of a newer server, and a dump before it, as tasks of the host's own database client. */
final class DatabaseTasks {

  private static final int SECONDS_BETWEEN = 5;
  private static final int TRIES = 6 * 3600 / SECONDS_BETWEEN;
  private static final String OPTIONS = "--defaults-extra-file=/dev/stdin";

  private final Vault vault;
  private final Declaration declared;

  DatabaseTasks(Vault vault, Declaration declared) {
    this.vault = vault;
    this.declared = declared;
  }

  /** Returns what dumps a host's database once, for the way back. */
  List<Task> dump(String host, String folder) {
    String dump = folder + "/database.sql";
    List<String> words = List.of("mysqldump", OPTIONS, "--single-transaction", "--hex-blob", "--result-file=" + dump + ".new", name(host));
    return List.of(
        client(host, Task.command("Dump the database into " + dump, words, "creates", dump)),
        Task.command("Give the dump its name", List.of("mv", "-nT", "--", dump + ".new", dump), "creates", dump));
  }

  /** Returns what starts the server and waits until its schema is the new one: an upgrade that stops half-way is not taken for the end. */
  List<Task> firstStart(DatabaseState change) throws TrekException {
    if (declared.database(change.host()).isEmpty()) {
      throw Bundle.refused(change, "has no database declared to be asked");
    }
    List<String> ask = List.of("mysql", OPTIONS, "-BN", "-e", "SELECT MAX(databaserevision) FROM versions", name(change.host()));
    List<Task> tasks = new ArrayList<>();
    tasks.add(client(change.host(), Task.look("Ask for the schema", ask, "schema")).later());
    tasks.add(Task.insist("the database's schema must be " + change.from() + ", or " + change.to() + " already", "schema.stdout | trim in ['" + change.from() + "', '" + change.to() + "']").later());
    tasks.add(Task.of("Start " + change.service() + " for the first time, users shut out", "service", "name", change.service(), "state", "started").later());
    tasks.add(client(change.host(), Task.look("Wait until the schema is " + change.to(), ask, "schema")).with("until", "schema.stdout | trim == '" + change.to() + "'").with("retries", TRIES)
        .with("delay", SECONDS_BETWEEN).later());
    return tasks;
  }

  private String name(String host) {
    return URI.create(entry(host).url().substring("jdbc:".length())).getPath().substring(1);
  }

  private Declaration.DatabaseEntry entry(String host) {
    return declared.database(host).orElseThrow();
  }

  private Task client(String host, Task task) {
    URI url = URI.create(entry(host).url().substring("jdbc:".length()));
    String login = "[client]\nuser=" + entry(host).login().user() + "\npassword=\"" + vault.named(host.replaceAll("[^A-Za-z0-9]", "_") + "_database_password", host + ": the database's, for " + entry(host).login().user()) + "\"\nhost=" + url.getHost() + "\nport="
        + (url.getPort() < 0 ? 3306 : url.getPort()) + "\n";
    return task.argument("stdin", login);
  }
}
