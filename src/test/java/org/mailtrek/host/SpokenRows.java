package org.mailtrek.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;

/**
 * A database server that answers every question with the same rows, but for that of its tables: a line each, cells between tabulators, {@code \N} for what is not there. As drivers do, it refuses a number
 * where there is none, and a column beyond the last.
 */
final class SpokenRows {

  private static final String ABSENT = "\\N";
  private static final SpokenRows TABLES = of("versions\nsettings\nusers\nstores\nhierarchy\nproperties\nnames\nsingleinstances\nlob".getBytes(StandardCharsets.US_ASCII));

  private final List<String[]> rows;

  private SpokenRows(List<String[]> rows) {
    this.rows = rows;
  }

  static SpokenRows of(byte[] text) {
    return new SpokenRows(Arrays.stream(new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)).map(line -> line.split("\t", -1)).toList());
  }

  /** Returns a dialect that connects to this server, and is another one in everything else. */
  SqlDialect speaking(SqlDialect other) {
    return made(SqlDialect.class, (self, method, arguments) -> {
      if (method.getName().equals("connect")) {
        return connection();
      }
      try {
        return method.invoke(other, arguments);
      } catch (java.lang.reflect.InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  private Connection connection() {
    return made(Connection.class, (self, method, arguments) -> switch (method.getName()) {
      case "createStatement" -> statement(Statement.class, "");
      case "prepareStatement" -> statement(PreparedStatement.class, (String) arguments[0]);
      case "isValid" -> true;
      default -> nothing(method.getReturnType());
    });
  }

  private <T extends Statement> T statement(Class<T> type, String sql) {
    SpokenRows asked = sql.contains("information_schema.tables") ? TABLES : this;
    return made(type, (self, method, arguments) -> method.getName().equals("executeQuery") ? asked.result() : nothing(method.getReturnType()));
  }

  private ResultSet result() {
    int[] at = {-1};
    boolean[] absent = {false};
    return made(ResultSet.class, (self, method, arguments) -> {
      String name = method.getName();
      if (name.equals("next")) {
        return ++at[0] < rows.size();
      }
      if (name.equals("getMetaData")) {
        return described();
      }
      if (name.equals("wasNull")) {
        return absent[0];
      }
      if (!name.startsWith("get") || arguments == null) {
        return nothing(method.getReturnType());
      }
      String cell = cell(at[0], arguments[0] instanceof Integer column ? column : 1);
      absent[0] = cell.equals(ABSENT);
      return absent[0] ? nothing(method.getReturnType()) : as(name, cell);
    });
  }

  private String cell(int row, int column) throws SQLException {
    if (row < 0 || row >= rows.size() || column < 1 || column > rows.get(row).length) {
      throw new SQLException("no column " + column + " in row " + row, "S1009");
    }
    return rows.get(row)[column - 1];
  }

  private static Object as(String getter, String cell) throws SQLException {
    try {
      return switch (getter) {
        case "getLong" -> Long.parseLong(cell);
        case "getInt" -> Integer.parseInt(cell);
        case "getBytes" -> cell.getBytes(StandardCharsets.ISO_8859_1);
        default -> cell;
      };
    } catch (NumberFormatException e) {
      throw new SQLException("no number: " + cell, "22018", e);
    }
  }

  private ResultSetMetaData described() {
    return made(ResultSetMetaData.class, (self, method, arguments) -> switch (method.getName()) {
      case "getColumnCount" -> rows.get(0).length;
      case "getColumnName", "getColumnLabel" -> rows.get(0)[(int) arguments[0] - 1];
      case "getColumnTypeName" -> "VARCHAR";
      case "getColumnType" -> Types.VARCHAR;
      default -> nothing(method.getReturnType());
    });
  }

  private static Object nothing(Class<?> type) {
    if (!type.isPrimitive() || type == void.class) {
      return null;
    }
    return type == boolean.class ? (Object) false : type == long.class ? (Object) 0L : (Object) 0;
  }

  private static <T> T made(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(SpokenRows.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
