package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Reads the objects of a tar archive in their order: the formats ustar and GNU (long names), as dpkg-deb writes them. */
final class TarReader {

  private static final int BLOCK = 512;

  private final InputStream in;
  private byte[] longName = new byte[0];
  private byte[] longTarget = new byte[0];
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** Returns the next object; {@link Item#end} tells that there is none. */
  Item next() throws IOException {
    in.skipNBytes(left + padding);
    left = 0;
    padding = 0;
    byte[] header = in.readNBytes(BLOCK);
    if (header.length == 0 || header[0] == 0) {
      return Item.END;
    }
    if (header.length < BLOCK) {
      throw new EOFException("the archive breaks off");
    }
    long size = number(header, 124, 12);
    left = size;
    padding = (BLOCK - size % BLOCK) % BLOCK;
    char type = (char) header[156];
    if (type == 'L' || type == 'K') {
      byte[] text = cut(content());
      if (type == 'L') {
        longName = text;
      } else {
        longTarget = text;
      }
      return next();
    }
    return item(header, type, size);
  }

  private Item item(byte[] header, char type, long size) {
    byte[] name = longName.length > 0 ? longName : joined(field(header, 345, 155), field(header, 0, 100));
    byte[] target = longTarget.length > 0 ? longTarget : field(header, 157, 100);
    longName = new byte[0];
    longTarget = new byte[0];
    FileState.Kind kind =
        switch (type) {
          case '5' -> FileState.Kind.FOLDER;
          case '2' -> FileState.Kind.LINK;
          case '0', '1', 0 -> FileState.Kind.FILE;
          default -> FileState.Kind.OTHER;
        };
    return new Item(
        name,
        kind,
        (int) number(header, 100, 8) & 07777,
        new String(field(header, 265, 32), StandardCharsets.UTF_8),
        new String(field(header, 297, 32), StandardCharsets.UTF_8),
        size,
        Instant.ofEpochSecond(number(header, 136, 12)),
        target);
  }

  /** Reads the content of the object that {@link #next} returned last. */
  byte[] content() throws IOException {
    byte[] bytes = in.readNBytes(Math.toIntExact(left));
    in.skipNBytes(padding);
    left = 0;
    padding = 0;
    return bytes;
  }

  private static byte[] joined(byte[] prefix, byte[] name) {
    if (prefix.length == 0) {
      return name;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(prefix);
    whole.write('/');
    whole.writeBytes(name);
    return whole.toByteArray();
  }

  private static byte[] field(byte[] header, int offset, int length) {
    boolean ustar = new String(header, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    if (offset == 345 && !ustar) {
      return new byte[0];
    }
    return cut(Arrays.copyOfRange(header, offset, offset + length));
  }

  private static byte[] cut(byte[] text) {
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return Arrays.copyOf(text, end);
  }

  private static long number(byte[] header, int offset, int length) {
    String digits = new String(header, offset, length, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    return digits.matches("[0-7]+") ? Long.parseLong(digits, 8) : 0;
  }


  /** An object of an archive; the name begins with {@code ./}. */
  record Item(byte[] name, FileState.Kind kind, int mode, String user, String group, long size, Instant modified, byte[] target) {

    static final Item END = new Item(new byte[0], FileState.Kind.OTHER, 0, "", "", 0, Instant.EPOCH, new byte[0]);

    boolean end() {
      return this == END;
    }

    /** Returns where it will lie. */
    HostPath path() {
      byte[] absolute = name.length > 0 && name[0] == '.' ? Arrays.copyOfRange(name, 1, name.length) : name;
      return absolute.length == 0 || absolute[0] != '/' ? HostPath.ROOT.resolve(absolute) : HostPath.ofBytes(absolute);
    }
  }
}
