package org.mailtrek.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A file of another machine, read piece by piece from where it was opened: a file that is replaced meanwhile is read to its own end. */
final class SshReading extends BlockStream {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int PIECE = 1 << 21;

  private final SshLink link;
  private final ShellWorker worker;
  private byte[] piece;
  private int at;
  private boolean last;
  private boolean closed;

  private SshReading(SshLink link, ShellWorker worker, byte[] piece, boolean last) {
    this.link = link;
    this.worker = worker;
    this.piece = piece;
    this.last = last;
  }

  /** Opens a file and reads its first bytes; one that is no longer than these is closed again at once. */
  static SshReading open(SshLink link, String where, byte[] call, int length) throws TrekException {
    byte[] script = (new String(call, StandardCharsets.ISO_8859_1) + " " + length).getBytes(StandardCharsets.ISO_8859_1);
    for (int attempt = 1; ; attempt++) {
      ShellWorker worker = link.borrow();
      boolean lent = false;
      try {
        link.trips().count(1);
        ShellWorker.Reply reply = worker.ask('m', script, new byte[0], LIMIT);
        boolean whole = reply.out().length < length;
        if (reply.code() != 0 || whole) {
          link.giveBack(worker);
        }
        lent = true;
        if (reply.code() != 0) {
          throw SaidError.at(where, reply.err());
        }
        return new SshReading(link, worker, reply.out(), whole);
      } catch (LostException e) {
        if (attempt == 2) {
          throw link.lost(e);
        }
      } finally {
        if (!lent) {
          link.kill(worker);
        }
      }
    }
  }

  /** Returns whether the first bytes are all there are. */
  boolean whole() {
    return last;
  }

  byte[] first() {
    return piece;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    } else if (length == 0) {
      return 0;
    }
    if (at == piece.length && !last) {
      next();
    }
    if (at == piece.length) {
      return -1;
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, count);
    at += count;
    return count;
  }

  private void next() throws IOException {
    try {
      link.trips().count(1);
      byte[] script = ("head -c " + PIECE + " <&3").getBytes(StandardCharsets.US_ASCII);
      ShellWorker.Reply reply = worker.ask('q', script, new byte[0], LIMIT);
      if (reply.code() != 0) {
        throw new IOException(reply.err().strip());
      }
      piece = reply.out();
      at = 0;
      last = piece.length < PIECE;
    } catch (LostException | TrekException e) {
      link.kill(worker);
      closed = true;
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int available() {
    return piece.length - at;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      link.drop(worker); // with it ends its hold on the file, which may lie on a mount that has to go
    }
  }
}
