package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Turns bytes into paths of this machine's kernel and back, losing none: through {@code file:} addresses, since a path made from a text is
 * encoded in the locale's charset.
 */
final class RawPaths {

  private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  private static final boolean[] ALIKE = alike();

  private RawPaths() {}

  /** Returns the path of these bytes, which begin with a slash; all is kept but for doubled slashes. */
  static Path absolute(byte[] bytes) {
    if (plain(bytes)) {
      return Path.of(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    StringBuilder address = new StringBuilder("file:///");
    for (int at = 1; at < bytes.length; at++) {
      boolean inner = bytes[at] == '/' && at + 1 < bytes.length && bytes[at - 1] != '/';
      if (inner || PLAIN.indexOf((char) (bytes[at] & 0xFF)) >= 0) {
        address.append((char) bytes[at]);
      } else {
        address.append('%').append(hex(bytes[at] >> 4)).append(hex(bytes[at]));
      }
    }
    return Path.of(URI.create(address.toString()));
  }

  /** Returns which bytes every charset of a locale has alike, but for the slash. */
  private static boolean[] alike() {
    boolean[] these = new boolean[Byte.MAX_VALUE + 1];
    for (char each : (PLAIN + " !#$%&'()*+,:;<=>?@").toCharArray()) {
      these[each] = true;
    }
    return these;
  }

  private static boolean plain(byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      boolean separator = bytes[at] == '/' && (at == 0 || bytes[at - 1] != '/') && (at == 0 || at + 1 < bytes.length);
      if (!separator && (bytes[at] < 0 || !ALIKE[bytes[at]])) {
        return false;
      }
    }
    return bytes.length > 0;
  }

  /** Returns the path of these bytes, absolute or relative, for the targets of links; all is kept but for doubled slashes. */
  static Path target(byte[] bytes) {
    if (bytes[0] == '/') {
      return absolute(bytes);
    }
    byte[] rooted = new byte[bytes.length + 1];
    rooted[0] = '/';
    System.arraycopy(bytes, 0, rooted, 1, bytes.length);
    Path path = absolute(rooted);
    return path.subpath(0, path.getNameCount());
  }

  /** Returns the bytes of a path, absolute or relative. */
  static byte[] bytes(Path path) {
    String text = path.toString();
    if (text.chars().allMatch(each -> each < 0x80)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    boolean absolute = path.isAbsolute();
    byte[] raw = decode((absolute ? path : Path.of("/").resolve(path)).toUri().getRawPath());
    int from = absolute ? 0 : 1;
    int to = raw[raw.length - 1] == '/' && !text.endsWith("/") ? raw.length - 1 : raw.length;
    return java.util.Arrays.copyOfRange(raw, from, to);
  }

  private static byte[] decode(String escaped) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(escaped.length());
    int at = 0;
    while (at < escaped.length()) {
      if (escaped.charAt(at) == '%') {
        raw.write(Integer.parseInt(escaped.substring(at + 1, at + 3), 16));
        at += 3;
      } else {
        raw.write(escaped.charAt(at));
        at++;
      }
    }
    return raw.toByteArray();
  }

  private static char hex(int nibble) {
    return Character.toUpperCase(Character.forDigit(nibble & 15, 16));
  }
}
