package org.mailtrek.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.mailtrek.host.Overflow;

/**
 * The values of a field of a result, such as the entries of a directory, that may be too many to hold: as JSON in memory, beyond some megabytes in a file that nobody
 * else can read or name. Written once, when the result is shown. For one thread at a time.
 */
public final class ManyValues {

  private static final int MEMORY = 4 << 20;

  private final Overflow waiting = new Overflow(MEMORY);
  private long count;

  /**
   * Adds a value.
   *
   * @throws IOException when there is no room for it
   */
  void add(Object value) throws IOException {
    byte[] text = ((count++ == 0 ? " " : ", ") + Json.value(value)).getBytes(StandardCharsets.UTF_8);
    waiting.write(text, 0, text.length);
  }

  /**
   * Writes all as a JSON array; they are gone then.
   *
   * @throws IOException when they can't be read again, or not be written
   */
  public void writeTo(OutputStream out) throws IOException {
    out.write('[');
    while (!waiting.empty()) {
      out.write(waiting.take());
    }
    out.write(' ');
    out.write(']');
    waiting.close();
  }

  /** Returns only how many they are. */
  @Override
  public String toString() {
    return count + " values";
  }
}
