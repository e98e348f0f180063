package org.mailtrek.engine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes with one mark in front: plain, or compressed when they are more than 4 kB. */
final class Packed {

  static final int PLAIN = 'p';
  static final int COMPRESSED = 'z';
  static final int PLAIN_AT_MOST = 4096;

  private Packed() {}

  static byte[] pack(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (bytes.length <= PLAIN_AT_MOST) {
      out.write(PLAIN);
      out.writeBytes(bytes);
      return out.toByteArray();
    }
    out.write(COMPRESSED);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static InputStream unpack(InputStream packed) throws IOException {
    InputStream in = new BufferedInputStream(packed, 1 << 16);
    int mark = in.read();
    if (mark == PLAIN) {
      return in;
    }
    if (mark == COMPRESSED) {
      return new GZIPInputStream(in, 1 << 16);
    }
    throw new IOException("neither plain nor compressed");
  }

  static byte[] mark(int mark) {
    byte[] one = new byte[1];
    Arrays.fill(one, (byte) mark);
    return one;
  }
}
