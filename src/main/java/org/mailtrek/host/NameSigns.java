package org.mailtrek.host;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** What in table {@code names} stops the upgrade: schema 69 allows each name once, and the mail server can't use high numbers. */
final class NameSigns {

  /** Numbers of named properties above this one can't be used by the mail server (K-1219). */
  private static final int HIGHEST = 31485;
  private static final String MEND = "kopano-dbadm k-1216, of the new packages, while the server is stopped and after a backup";

  private final SqlDialect dialect;
  private final Connection connection;

  NameSigns(SqlDialect dialect, Connection connection) {
    this.dialect = dialect;
    this.connection = connection;
  }

  List<UpgradeSign> read() throws SQLException {
    List<UpgradeSign> signs = new ArrayList<>();
    if (dialect.tables(connection).containsKey("names")) {
      doubles("nameid", signs);
      doubles("namestring", signs);
      high(signs);
    }
    return signs;
  }

  private void doubles(String column, List<UpgradeSign> signs) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT SUBSTRING(guid, 1, 16), " + column + ", COUNT(*) FROM " + dialect.table("names") + " WHERE " + column
            + " IS NOT NULL GROUP BY SUBSTRING(guid, 1, 16), " + column + " HAVING COUNT(*) > 1 ORDER BY 1, 2")) {
      while (rows.next()) {
        signs.add(UpgradeSign.stop("table names: " + rows.getLong(3) + " rows for " + column + " " + rows.getString(2) + " of "
            + HexFormat.of().formatHex(Objects.requireNonNullElse(rows.getBytes(1), new byte[0])) + ", where schema 69 allows one", MEND));
      }
    }
  }

  private void high(List<UpgradeSign> signs) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SELECT MAX(id) FROM " + dialect.table("names"))) {
      if (row.next() && row.getLong(1) > HIGHEST) {
        signs.add(UpgradeSign.stop("table names: number " + row.getLong(1) + " is above " + HIGHEST + ", the highest that can be used", MEND));
      }
    }
  }
}
