package org.mailtrek.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/**
 * A digest of a table's columns and rows, whatever the order of the rows: a row that is there twice counts twice. In constant memory.
 */
final class TableDigest {

  private final SqlDialect dialect;
  private final UnorderedDigest rows = new UnorderedDigest();
  private byte[] columns = {};

  TableDigest(SqlDialect dialect) {
    this.dialect = dialect;
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
      rows.part(length.putInt(0, cell == null ? -1 : cell.length).array());
      if (cell != null) {
        rows.part(cell);
      }
    }
    rows.item();
  }

  @Override
  public String toString() {
    return rows.hex(columns);
  }
}
