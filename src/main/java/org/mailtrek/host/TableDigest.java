package org.mailtrek.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A digest of a table's columns and rows, whatever the order of the rows: the sum of the rows' SHA-256, lane by lane, so that a row that is there twice
 * counts twice. In constant memory.
 */
final class TableDigest {

  private static final int LANES = 4;

  private final MessageDigest sha256;
  private final SqlDialect dialect;
  private final long[] sum = new long[LANES];
  private byte[] columns = {};
  private long rows;

  TableDigest(SqlDialect dialect) {
    this.dialect = dialect;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  void describe(ResultSetMetaData data) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= data.getColumnCount(); i++) {
      text.append(data.getColumnName(i)).append(' ').append(data.getColumnTypeName(i)).append('\n');
    }
    columns = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  void add(ResultSet row, int count) throws SQLException {
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    for (int i = 1; i <= count; i++) {
      byte[] cell = dialect.cell(row, i);
      sha256.update(length.clear().putInt(cell == null ? -1 : cell.length).flip());
      if (cell != null) {
        sha256.update(cell);
      }
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    for (int i = 0; i < LANES; i++) {
      sum[i] += digest.getLong();
    }
    rows++;
  }

  @Override
  public String toString() {
    ByteBuffer all = ByteBuffer.allocate((LANES + 1) * Long.BYTES).putLong(rows);
    for (long lane : sum) {
      all.putLong(lane);
    }
    sha256.update(columns);
    return HexFormat.of().formatHex(sha256.digest(all.array()));
  }
}
