package org.mailtrek.practice;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.mailtrek.host.H2Database;

/** The program that keeps the database of a practice estate. */
enum Engine {
  /** A private MariaDB server. */
  MARIADB,
  /** H2 in MySQL mode, in the servers' own process; where no MariaDB server is installed. */
  H2,
  /** No program: the practice estate has no database. */
  NONE;

  /** What every session of H2 needs to understand the same statements. */
  private static final String H2_SETTINGS = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE";

  /** Returns the engine that this machine can run. */
  static Engine installed() {
    return MariaDaemon.program().isPresent() ? MARIADB : H2;
  }

  /** Returns the engine of a name as {@link #word} gives it. */
  static Optional<Engine> of(String word) {
    for (Engine each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the address of a database, without secrets. */
  String url(String host, String port, String database) {
    if (this == NONE) {
      return "none";
    }
    return (this == MARIADB ? "jdbc:mysql://" : "jdbc:h2:tcp://") + host + ":" + port + (this == MARIADB ? "/" : "/./") + database;
  }

  /** Signs in. */
  Connection connect(String url, String user, String password) throws SQLException {
    if (this == NONE) {
      throw new SQLException("this practice estate has no database");
    }
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    if (this == H2) {
      Connection connection = DriverManager.getConnection(url + H2_SETTINGS, properties);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + H2Database.SCHEMA);
        statement.execute("SET SCHEMA " + H2Database.SCHEMA);
      }
      return connection;
    }
    properties.setProperty("sslMode", "DISABLED");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("connectTimeout", "5000");
    return DriverManager.getConnection(url, properties);
  }
}
