package org.mailtrek.host;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lends a connection to each question: an idle one when it still answers, else a new one. A connection on which something failed is aborted. */
final class SqlConnections implements AutoCloseable {

  private static final int MOST_IDLE = 2;
  private static final int SECONDS_TO_ANSWER = 5;

  private final SqlDialect dialect;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  SqlConnections(SqlDialect dialect) {
    this.dialect = dialect;
  }

  /** Asks something; what was read with a connection of its own may ask again meanwhile. */
  <T> T with(String doing, Call<T> call) throws TrekException {
    try {
      return withStream(doing, call::on);
    } catch (IOException e) {
      throw new IllegalStateException("no stream takes part in " + doing, e);
    }
  }

  /** As {@link #with}, where a stream takes part. */
  <T> T withStream(String doing, StreamCall<T> call) throws TrekException, IOException {
    Connection connection = borrow();
    boolean whole = false;
    try {
      T result = call.on(connection);
      whole = true;
      return result;
    } catch (SQLException e) {
      throw dialect.refused(doing, e);
    } finally {
      if (whole) {
        giveBack(connection);
      } else {
        abort(connection);
      }
    }
  }

  /** Hands over the rows of a query one by one. */
  void rows(String doing, String sql, RowTaker taker) throws TrekException {
    with(doing, connection -> {
      Statement statement = dialect.streaming(connection);
      ResultSet rows = statement.executeQuery(sql);
      while (rows.next()) {
        taker.take(rows);
      }
      statement.close();
      return null;
    });
  }

  private Connection borrow() throws TrekException {
    try {
      for (Connection waiting = next(); waiting != null; waiting = next()) {
        if (waiting.isValid(SECONDS_TO_ANSWER)) {
          return waiting;
        }
        abort(waiting);
      }
      return dialect.connect();
    } catch (SQLException e) {
      throw dialect.refused("connecting", e);
    }
  }

  private synchronized Connection next() {
    return idle.pollFirst();
  }

  private void giveBack(Connection connection) {
    synchronized (this) {
      if (!closed && idle.size() < MOST_IDLE) {
        idle.addFirst(connection);
        return;
      }
    }
    abort(connection);
  }

  private void abort(Connection connection) {
    try {
      dialect.giveUp(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("a connection can't be given up", e);
    }
  }

  @Override
  public void close() {
    Deque<Connection> left;
    synchronized (this) {
      closed = true;
      left = new ArrayDeque<>(idle);
      idle.clear();
    }
    left.forEach(this::abort);
  }

  /** Something asked on a connection. */
  @FunctionalInterface
  interface Call<T> {

    /** Asks it. */
    T on(Connection connection) throws SQLException, TrekException;
  }

  /** Something asked on a connection, in which a stream takes part. */
  @FunctionalInterface
  interface StreamCall<T> {

    /** Asks it. */
    T on(Connection connection) throws SQLException, TrekException, IOException;
  }

  /** Takes rows. */
  @FunctionalInterface
  interface RowTaker {

    /** Takes the row on which the result stands. */
    void take(ResultSet row) throws SQLException, TrekException;
  }
}
