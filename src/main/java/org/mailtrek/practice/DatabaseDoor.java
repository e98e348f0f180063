package org.mailtrek.practice;

import java.sql.Connection;
import java.sql.SQLException;

/** Signs in at a database. */
@FunctionalInterface
interface DatabaseDoor {
  Connection open(String url, String user, String password) throws SQLException;
}
