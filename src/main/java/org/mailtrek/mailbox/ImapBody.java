package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import org.mailtrek.host.BlockStream;
import org.mailtrek.host.TrekException;

/** The content of a message, streamed. When the connection is cut, the rest is asked for over a new one: what a UID names never changes (RFC 3501, 2.3.1.1). */
final class ImapBody extends BlockStream {

  private final ImapReading reading;
  private final long uid;
  private final boolean alone;
  private InputStream in;
  private long given;

  /** Begins; {@code alone} says that the reading ends with it. */
  ImapBody(ImapReading reading, long uid, boolean alone) throws TrekException {
    this.reading = reading;
    this.uid = uid;
    this.alone = alone;
    boolean begun = false;
    try {
      in = reading.content(uid, 0);
      begun = true;
    } finally {
      if (alone && !begun) {
        reading.close();
      }
    }
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    while (true) {
      try {
        int got = in.read(into, start, length);
        given += Math.max(0, got);
        return got;
      } catch (IOException cut) {
        resume(cut);
      }
    }
  }

  private void resume(IOException cut) throws IOException {
    try {
      reading.again(cut);
      in = reading.content(uid, given);
    } catch (TrekException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } finally {
      if (alone) {
        reading.close();
      } else {
        reading.passOver();
      }
    }
  }
}
