package org.mailtrek.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.mailtrek.host.Overflow;
import org.mailtrek.host.TrekException;

/**
 * The values of a field of a result, such as the entries of a directory, that may be too many to hold: as JSON in memory, beyond some megabytes in a file that nobody
 * else can read or name. Written once, when the result is shown. For one thread at a time.
 */
public final class ManyValues {

  private static final int MEMORY = 4 << 20;
  private static final byte[] END = {'\n'};

  private final Overflow waiting = new Overflow(MEMORY);
  private long count;

  /**
   * Adds a value.
   *
   * @throws IOException when there is no room for it
   */
  void add(Object value) throws IOException {
    addText((Json.value(value).toSingleLineString()).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a value that is JSON in one line already.
   *
   * @throws IOException when there is no room for it
   */
  public void addText(byte[] json) throws IOException {
    count++;
    waiting.write(json, 0, json.length);
    waiting.write(END, 0, END.length);
  }

  /** Takes values, each JSON in one line. */
  @FunctionalInterface
  public interface Taker {

    /** Takes one. */
    void take(byte[] json) throws IOException, TrekException;
  }

  /**
   * Hands over all, one by one; they are gone then.
   *
   * @throws IOException when they can't be read again, or the taker can't write them
   * @throws TrekException when the taker refuses
   */
  public void takeAll(Taker taker) throws IOException, TrekException {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    while (!waiting.empty()) {
      byte[] some = waiting.take();
      int from = 0;
      for (int at = 0; at < some.length; at++) {
        if (some[at] == END[0]) {
          value.write(some, from, at - from);
          taker.take(value.toByteArray());
          value.reset();
          from = at + 1;
        }
      }
      value.write(some, from, some.length - from);
    }
    waiting.close();
    count = 0;
  }

  /** Returns how many wait. */
  public long count() {
    return count;
  }

  /**
   * Writes all as a JSON array; they are gone then.
   *
   * @throws IOException when they can't be read again, or not be written
   * @throws TrekException never
   */
  public void writeTo(OutputStream out) throws IOException, TrekException {
    boolean[] later = new boolean[1];
    out.write('[');
    takeAll(json -> {
      out.write(later[0] ? ',' : ' ');
      out.write(json);
      later[0] = true;
    });
    out.write(' ');
    out.write(']');
  }

  /** Returns only how many they are. */
  @Override
  public String toString() {
    return count + " values";
  }
}
