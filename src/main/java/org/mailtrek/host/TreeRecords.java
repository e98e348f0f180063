package org.mailtrek.host;

import java.time.Instant;
import org.mailtrek.host.FilesView.Facts;

/**
 * Reads what {@code find} prints of an object with all that a look at it tells: {@code TYPE:UID:GID:MODE:SIZE:SECONDS.FRACTION:PATH}. Scratch names of
 * ours and what lies below them are passed over. One reader at a time.
 */
final class TreeRecords implements NulRecords.Taker {

  /** The format of such a record. */
  static final String FORMAT = "%y:%U:%G:%m:%s:%T@:%P\\0";

  private final FilesView.Sight sight;
  private int at;

  TreeRecords(FilesView.Sight sight) {
    this.sight = sight;
  }

  @Override
  public void take(byte[] bytes, int from, int to) throws TrekException {
    FileState.Kind kind = bytes[from] == 'l' ? FileState.Kind.LINK : OwnerRecords.kind((char) bytes[from]);
    at = from + 2;
    int uid = (int) number(bytes, 10);
    int gid = (int) number(bytes, 10);
    int mode = (int) number(bytes, 8);
    long size = number(bytes, 10);
    boolean before = bytes[at] == '-';
    at += before ? 1 : 0;
    long seconds = number(bytes, 10);
    long nanos = nanos(bytes);
    if (!OwnerRecords.hidden(bytes, at, to)) {
      // find prints whole seconds rounded down with what is above them behind the point: -3.5 is two and a half seconds before 1970
      Instant modified = Instant.ofEpochSecond(before ? -seconds : seconds, nanos);
      sight.take(new Facts(kind, uid, gid, mode, kind == FileState.Kind.FILE ? size : 0, modified), bytes, at, to);
    }
  }

  private long number(byte[] bytes, int radix) {
    long number = 0;
    while (bytes[at] >= '0' && bytes[at] <= '9') {
      number = number * radix + bytes[at++] - '0';
    }
    at++;
    return number;
  }

  /** Reads the digits behind the point, of which there are ten, or as many as the file system keeps. */
  private long nanos(byte[] bytes) {
    long nanos = 0;
    int digits = 0;
    for (; bytes[at] != ':'; at++) {
      nanos = digits < 9 ? nanos * 10 + bytes[at] - '0' : nanos;
      digits++;
    }
    at++;
    for (; digits < 9; digits++) {
      nanos *= 10;
    }
    return nanos;
  }
}
