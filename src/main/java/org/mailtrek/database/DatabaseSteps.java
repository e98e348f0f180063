package org.mailtrek.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.UpgradeSign;

/** The steps and guards of this area, for runbooks. */
public final class DatabaseSteps {

  /** How long a server that is called started may take to write its version. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private DatabaseSteps() {}

  /** Starts a server for the first time, which raises the schema; right after its guards have passed. */
  public static Step firstStart(String host, String service, int schema, List<Guard> guards) {
    return new FirstStart(host, service, schema, guards, PATIENCE);
  }

  /** Refuses a database that a server which raises schemas from {@code oldest} to {@code highest} would not take. */
  public static Guard schema(String host, int oldest, int highest) {
    return new SchemaGuard(host, oldest, highest);
  }

  /** Returns what in a database would stop a server that raises schemas from {@code oldest} to {@code highest}, or is worth knowing before; the version first. */
  public static List<UpgradeSign> signs(DatabaseView database, int oldest, int highest) throws TrekException {
    List<UpgradeSign> signs = new ArrayList<>();
    SchemaGuard.versionSign(database, oldest, highest).ifPresent(signs::add);
    signs.addAll(database.upgradeSigns());
    return signs;
  }
}
