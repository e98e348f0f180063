package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
/** Packs files and folders for tar(1): GNU names of any length and bytes, times to the nanosecond. */
final class TarBytes {

  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int OCTAL_UIDS = 1 << 21;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final NewFiles.Mark mark;

  TarBytes(NewFiles.Mark mark) {
    this.mark = mark;
  }

  int size() {
    return out.size();
  }

  void file(HostPath path, byte[] content, int length) {
    entry(path, '0', length);
    padded(content, length);
  }

  void folder(HostPath path) {
    entry(path, '5', 0);
  }

  /** Returns all with their end, and begins anew. */
  byte[] take() {
    out.writeBytes(new byte[2 * BLOCK]);
    byte[] all = out.toByteArray();
    out.reset();
    return all;
  }

  private void entry(HostPath path, char type, long size) {
    byte[] name = path.bytes();
    mark.modified().filter(time -> time.getNano() > 0).ifPresent(this::time);
    if (name.length > NAME) {
      byte[] ended = java.util.Arrays.copyOf(name, name.length + 1);
      header("././@LongLink".getBytes(StandardCharsets.US_ASCII), 'L', ended.length, 0);
      padded(ended, ended.length);
    }
    header(name, type, size, mark.mode());
  }

  private void time(Instant time) {
    String value = String.format(Locale.ROOT, " mtime=%d.%09d\n", time.getEpochSecond(), time.getNano());
    String record = record(value);
    header("././@PaxHeader".getBytes(StandardCharsets.US_ASCII), 'x', record.length(), 0);
    padded(record.getBytes(StandardCharsets.US_ASCII), record.length());
  }

  /** Returns a record of pax: its length counts the digits of the length too. */
  private static String record(String value) {
    int length = value.length();
    while (length != value.length() + Integer.toString(length).length()) {
      length++;
    }
    return length + value;
  }

  private void header(byte[] name, char type, long size, int mode) {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(NAME, name.length));
    number(block, 100, 8, mode);
    number(block, 108, 8, Integer.toUnsignedLong(mark.uid()));
    number(block, 116, 8, Integer.toUnsignedLong(mark.gid()));
    number(block, 124, 12, size);
    number(block, 136, 12, Math.max(0, mark.modified().orElseGet(Instant::now).getEpochSecond()));
    java.util.Arrays.fill(block, 148, 156, (byte) ' ');
    block[156] = (byte) type;
    text(block, 257, "ustar  ");
    int sum = 0;
    for (byte each : block) {
      sum += each & 255;
    }
    text(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    out.writeBytes(block);
  }

  /** Writes octal digits, or, as GNU does where they don't suffice, bytes. */
  private static void number(byte[] block, int at, int width, long value) {
    if (width == 8 && value >= OCTAL_UIDS) {
      block[at] = (byte) 0x80;
      for (int n = 0; n < 7; n++) {
        block[at + width - 1 - n] = (byte) (value >>> 8 * n);
      }
      return;
    }
    text(block, at, String.format(Locale.ROOT, "%0" + (width - 1) + "o", value));
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private void padded(byte[] bytes, int length) {
    out.write(bytes, 0, length);
    out.writeBytes(new byte[(BLOCK - length % BLOCK) % BLOCK]);
  }
}
