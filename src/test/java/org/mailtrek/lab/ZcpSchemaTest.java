package org.mailtrek.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of schema 64, against what is known of schema 63 and against each other. */
@RequiresLab({"mariadbd", "mariadb-install-db"})
final class ZcpSchemaTest {

  @Test
  void namesTheTablesAndColumnsOfZcpAndTheMicroVersion() throws Exception {
    Path known = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data", "database", "zcp-schema.sql");
    assumeTrue(Files.isReadable(known), "the known schema does not lie beside the project");
    try (LabMariaDb server = LabMariaDb.start()) {
      server.createZcp("ours");
      server.run("", "CREATE DATABASE known DEFAULT CHARACTER SET utf8");
      server.run("known", Files.readString(known).replaceAll("--[^\n]*", "").trim().split(";\\s*"));
      try (Connection connection = server.connect("")) {
        SortedSet<String> expected = columns(connection, "known");
        expected.add("versions.micro int(10) unsigned");
        assertEquals(expected, columns(connection, "ours"));
        assertEquals(26, columns(connection, "ours").stream().map(column -> column.replaceAll("\\..*", "")).distinct().count());
      }
    }
  }

  @Test
  void bothDialectsNameTheSameColumns() throws Exception {
    try (LabMariaDb server = LabMariaDb.start();
        Connection h2 = DriverManager.getConnection(
            "jdbc:h2:mem:;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE");
        Statement statement = h2.createStatement()) {
      for (String sql : LabMariaDb.tables("h2")) {
        statement.execute(sql);
      }
      server.createZcp("ours");
      try (Connection connection = server.connect("")) {
        assertEquals(names(columns(connection, "ours")), names(columns(h2, "public")));
      }
    }
  }

  private static SortedSet<String> names(SortedSet<String> columns) {
    SortedSet<String> names = new TreeSet<>();
    columns.forEach(column -> names.add(column.replaceAll(" .*", "")));
    return names;
  }

  private static SortedSet<String> columns(Connection connection, String database) throws SQLException {
    boolean typed = connection.getMetaData().getDatabaseProductName().startsWith("M");
    SortedSet<String> columns = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT table_name, column_name, " + (typed ? "column_type" : "data_type")
            + " FROM information_schema.columns WHERE table_schema = '" + database + "'")) {
      while (rows.next()) {
        columns.add(rows.getString(1) + "." + rows.getString(2) + " " + rows.getString(3));
      }
    }
    return columns;
  }
}
