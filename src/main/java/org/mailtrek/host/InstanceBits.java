package org.mailtrek.host;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Reads the attachments that a database names, 32 in a row: the server puts them together, which costs it little more than to read them, and a driver needs
 * as long for a row of one. Some four million numbers at a time, so that the server groups them in memory.
 */
final class InstanceBits {

  private static final int BITS = 5;
  private static final long AT_ONCE = 1L << 22;

  private final SqlDialect dialect;
  private final Connection connection;
  private final String table;

  InstanceBits(SqlDialect dialect, Connection connection, String table) {
    this.dialect = dialect;
    this.connection = connection;
    this.table = table;
  }

  /** Hands over each number once, ascending. */
  void read(LongConsumer each) throws SQLException {
    for (OptionalLong first = from(0); first.isPresent() && first.getAsLong() < Long.MAX_VALUE; first = from(end(first.getAsLong()))) {
      read(first.getAsLong(), end(first.getAsLong()), each);
    }
  }

  /** Ranges end where a row of 32 does; the last one with the last number. */
  private static long end(long first) {
    long row = first / AT_ONCE + 1;
    return row > Long.MAX_VALUE / AT_ONCE ? Long.MAX_VALUE : row * AT_ONCE;
  }

  private OptionalLong from(long number) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT instanceid FROM " + table + " WHERE instanceid >= " + number + " ORDER BY instanceid LIMIT 1")) {
      if (!row.next()) {
        return OptionalLong.empty();
      }
      if (row.getLong(1) < number) {
        throw new SQLException("asked for numbers from " + number + ", the server answers with " + row.getLong(1));
      }
      return OptionalLong.of(row.getLong(1));
    }
  }

  private void read(long first, long end, LongConsumer each) throws SQLException {
    String sql = "SELECT instanceid >> " + BITS + " AS shared, BIT_OR(1 << (instanceid & " + ((1 << BITS) - 1) + ")) FROM " + table + " WHERE instanceid >= " + first + " AND instanceid < "
        + end + " GROUP BY shared ORDER BY shared";
    try (Statement statement = dialect.streaming(connection); ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        long shared = rows.getLong(1) << BITS;
        for (long left = rows.getLong(2); left != 0; left &= left - 1) {
          each.accept(shared + Long.numberOfTrailingZeros(left));
        }
      }
    }
  }
}
