package org.mailtrek.practice;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens the database of a practice estate for tests that change it behind the back. */
public final class PracticeDatabase {

  private PracticeDatabase() {}

  /** Signs in as the mail server. */
  public static Connection connect(Path estate) throws SQLException, IOException {
    return DatabaseProcess.connect(new Places(estate));
  }
}
