package org.mailtrek.host;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Asks for attachments in table {@code lob} over JDBC. Key order of the table is id, tag, number, so that rows stream without being sorted. */
final class SqlAttachmentRows implements AttachmentRows {

  /** What the mail server adds to the size of an attachment object, and to the size of each of its properties. */
  private static final int OBJECT = 28;
  private static final int PROPERTY = 20;
  private static final int SIZE = 0x0E20;
  private static final int METHOD = 0x3705;
  private static final int EMBEDDED = 5;
  private static final int ATTACHMENT = 0x3701;

  private final SqlDialect dialect;
  private final SqlConnections connections;

  SqlAttachmentRows(SqlDialect dialect, SqlConnections connections) {
    this.dialect = dialect;
    this.connections = connections;
  }

  @Override
  public List<Long> next(long from, int most) throws TrekException {
    List<Long> ids = new ArrayList<>();
    connections.rows("reading the ids of attachments", "SELECT instanceid FROM (" + ids("singleinstances", from, most) + " UNION " + ids("lob", from, most) + ") u ORDER BY instanceid LIMIT " + most,
        row -> ids.add(row.getLong(1)));
    return ids;
  }

  @Override
  public boolean any() throws TrekException {
    List<Long> found = new ArrayList<>();
    connections.rows("looking for rows of attachments", "SELECT instanceid FROM " + dialect.table("lob") + " LIMIT 1", row -> found.add(row.getLong(1)));
    return !found.isEmpty();
  }

  @Override
  public boolean aside(String table) throws TrekException {
    return connections.with("looking for table " + table, connection -> dialect.tables(connection).containsKey(table.toLowerCase(java.util.Locale.ROOT)));
  }

  @Override
  public void canGoAside() throws TrekException {
    if (!dialect.exchangesTables()) {
      throw dialect.rowsStay();
    }
  }

  private String ids(String table, long from, int most) {
    return "(SELECT DISTINCT instanceid FROM " + dialect.table(table) + " WHERE instanceid >= " + from + " ORDER BY instanceid LIMIT " + most + ")";
  }

  @Override
  public void references(List<Long> ids, Taker<Reference> taker) throws TrekException {
    if (ids.isEmpty()) {
      return;
    }
    String sql = "SELECT s.instanceid, s.hierarchyid, s.tag, " + value(SIZE) + ", " + value(METHOD) + ", " + sizes("properties") + ", " + sizes("mvproperties")
        + " FROM " + dialect.table("singleinstances") + " s WHERE s." + among(ids) + " ORDER BY s.instanceid, s.hierarchyid, s.tag";
    connections.rows("reading who names attachments", sql, row -> taker.take(new Reference(row.getLong(1), row.getLong(2), claimed(row))));
  }

  private static OptionalLong claimed(ResultSet row) throws SQLException {
    long size = row.getLong(4);
    boolean known = !row.wasNull() && row.getLong(3) == ATTACHMENT && row.getLong(5) != EMBEDDED;
    return known ? OptionalLong.of(Math.max(0, size - OBJECT - row.getLong(6) - row.getLong(7))) : OptionalLong.empty();
  }

  private String value(int tag) {
    return "(SELECT MAX(p.val_ulong) FROM " + dialect.table("properties") + " p WHERE p.hierarchyid = s.hierarchyid AND p.tag = " + tag + ")";
  }

  private String sizes(String table) {
    return "(SELECT SUM(" + PROPERTY + " + COALESCE(OCTET_LENGTH(p.val_string), 0) + COALESCE(OCTET_LENGTH(p.val_binary), 0)) FROM " + dialect.table(table)
        + " p WHERE p.hierarchyid = s.hierarchyid AND p.tag <> " + SIZE + ")";
  }

  @Override
  public void chunks(List<Long> ids, boolean digests, Taker<Chunk> taker) throws TrekException {
    if (ids.isEmpty()) {
      return;
    }
    String digest = digests ? ", " + dialect.sha256("val_binary") : "";
    connections.rows("reading the lengths of attachments", "SELECT instanceid, tag, chunkid, OCTET_LENGTH(val_binary)" + digest + from(ids), row -> {
      long length = row.getLong(4);
      OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(length);
      Optional<String> sum = digests && known.isPresent() ? Optional.ofNullable(row.getString(5)) : Optional.empty();
      taker.take(new Chunk(row.getLong(1), row.getInt(2), row.getInt(3), known, sum));
    });
  }

  @Override
  public void contents(List<Long> ids, Taker<Piece> taker) throws TrekException {
    if (ids.isEmpty()) {
      return;
    }
    connections.rows("reading attachments", "SELECT instanceid, tag, chunkid, val_binary, " + dialect.sha256("val_binary") + from(ids),
        row -> taker.take(new Piece(row.getLong(1), row.getInt(2), row.getInt(3), Optional.ofNullable(row.getBytes(4)), Optional.ofNullable(row.getString(5)))));
  }

  private String from(List<Long> ids) {
    return " FROM " + dialect.table("lob") + " WHERE " + among(ids) + " ORDER BY instanceid, tag, chunkid";
  }

  /** A range where the ids have no gaps, which is what the server reads fastest. */
  private static String among(List<Long> ids) {
    if (ids.size() > MOST) {
      throw new IllegalArgumentException(ids.size() + " ids in one question");
    }
    long first = ids.get(0);
    long last = ids.get(ids.size() - 1);
    return last - first + 1 == ids.size() ? "instanceid BETWEEN " + first + " AND " + last
        : "instanceid IN (" + ids.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
  }
}
