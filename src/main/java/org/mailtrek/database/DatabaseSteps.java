package org.mailtrek.database;

import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;

/** The steps and guards of this area, for runbooks. */
public final class DatabaseSteps {

  private DatabaseSteps() {}

  /** Starts a server for the first time, which raises the schema; right after its guards have passed. */
  public static Step firstStart(String host, String service, int schema, List<Guard> guards) {
    return new FirstStart(host, service, schema, guards);
  }

  /** Refuses a database that a server which raises schemas from {@code oldest} to {@code highest} would not take. */
  public static Guard schema(String host, int oldest, int highest) {
    return new SchemaGuard(host, oldest, highest);
  }
}
