package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Dumps with the {@code mariadb-dump} or {@code mysqldump} of the machine on which the database runs, so that only the dump travels. Account and password go through
 * its standard input: they lie in no file there, and in no argument.
 */
final class FarDumpTool implements DumpTool {

  private static final Duration PATIENCE = Duration.ofHours(24);
  private static final String FIND = "tool=$(command -v mariadb-dump || command -v mysqldump) || exit 127; exec \"$tool\" \"$@\"";

  private final Programs far;
  private final DatabaseLogin login;
  private final String host;
  private final String port;

  /** Uses the tool of a machine, from which the server is reached at this address. */
  FarDumpTool(Programs far, DatabaseLogin login, String host, int port) {
    this.far = far.looking().within(PATIENCE);
    this.login = login;
    this.host = host;
    this.port = Integer.toString(port);
  }

  @Override
  public Optional<String> dump(String database, List<String> tables, OutputStream out) throws IOException, TrekException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", FIND, "dump"));
    command.addAll(MySqlDumpTool.arguments(host, port, database, tables));
    byte[] options = MySqlDumpTool.options(login, new byte[0]);
    CountingOutput counting = new CountingOutput(out);
    try {
      Programs.Ended ended = far.stream(new ByteArrayInputStream(options), counting, command);
      if (ended.ok()) {
        return Optional.empty();
      }
      String why = ended.code() == 127 ? "there is no mariadb-dump and no mysqldump on " + far.host() : "the dump tool of " + far.host() + " ended with " + ended.code();
      if (counting.count() == 0) {
        return Optional.of(why);
      }
      throw TrekException.at(database).found(why + ": " + ended.lastWords()).next("look into the database server's log, then dump again");
    } finally {
      Arrays.fill(options, (byte) 0);
    }
  }
}
