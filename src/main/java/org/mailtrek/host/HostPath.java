package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An absolute path on a host, as the bytes that the kernel sees: any byte but NUL, in UTF-8 or not.
 *
 * <p>Always normalised: one slash between names, none at the end, no {@code .} or {@code ..}. {@link #toString} is lossless:
 * bytes that are not printable UTF-8 and the backslash appear as {@code \xNN}, and {@link #parse} reads that form back.
 */
public final class HostPath implements Comparable<HostPath> {

  /** The root folder. */
  public static final HostPath ROOT = new HostPath(new byte[] {'/'});

  private final byte[] bytes;

  private HostPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the path whose bytes are the UTF-8 form of a text; the text is taken literally.
   *
   * @throws IllegalArgumentException when it is not absolute, or holds NUL, {@code .} or {@code ..} as a name
   */
  public static HostPath of(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the path that somebody has typed.
   *
   * @param where what it was typed for, such as {@code --config}
   * @param next what to type instead
   * @throws TrekException of kind {@code USAGE} when it is not absolute, or holds NUL, {@code .} or {@code ..} as a name
   */
  public static HostPath typed(String where, String text, String next) throws TrekException {
    try {
      return of(text);
    } catch (IllegalArgumentException e) {
      throw TrekException.at(where).kind(TrekException.Kind.USAGE).found("'" + text + "' is no path that begins with / and goes without . and ..").because(e).next(next);
    }
  }

  /**
   * Returns the path of these bytes.
   *
   * @throws IllegalArgumentException when they are not absolute, or hold NUL, {@code .} or {@code ..} as a name
   */
  public static HostPath ofBytes(byte[] raw) {
    if (raw.length == 0 || raw[0] != '/') {
      throw new IllegalArgumentException("not an absolute path: " + new String(raw, StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream clean = new ByteArrayOutputStream(raw.length);
    int at = 0;
    while (at < raw.length) {
      while (at < raw.length && raw[at] == '/') {
        at++;
      }
      int start = at;
      while (at < raw.length && raw[at] != '/') {
        if (raw[at] == 0) {
          throw new IllegalArgumentException("a path can't hold NUL");
        }
        at++;
      }
      if (at > start) {
        clean.write('/');
        clean.writeBytes(checkedName(Arrays.copyOfRange(raw, start, at)));
      }
    }
    return clean.size() == 0 ? ROOT : new HostPath(clean.toByteArray());
  }

  /**
   * Reads the form that {@link #toString} writes.
   *
   * @throws IllegalArgumentException when it is not absolute or an escape is not {@code \xNN}
   */
  public static HostPath parse(String text) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (point == '\\') {
        if (at + 4 > text.length() || text.charAt(at + 1) != 'x') {
          throw new IllegalArgumentException("expected \\xNN in " + text);
        }
        raw.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
        at += 4;
      } else {
        raw.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(point);
      }
    }
    return ofBytes(raw.toByteArray());
  }

  private static byte[] checkedName(byte[] name) {
    if (name[0] == '.' && (name.length == 1 || name.length == 2 && name[1] == '.')) {
      throw new IllegalArgumentException("a path can't hold . or ..");
    }
    return name;
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns whether this is the root folder. */
  public boolean root() {
    return bytes.length == 1;
  }

  /** Returns the folder that holds this path; the root's is the root. */
  public HostPath parent() {
    int slash = lastSlash();
    return slash == 0 ? ROOT : new HostPath(Arrays.copyOf(bytes, slash));
  }

  /** Returns a copy of the bytes of the last name; empty for the root. */
  public byte[] nameBytes() {
    return Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length);
  }

  /** Returns the last name in the lossless form of {@link #toString}; empty for the root. */
  public String name() {
    return display(nameBytes());
  }

  /** Returns the path of a child with this literal name, or of a descendant when the text holds slashes. */
  public HostPath resolve(String child) {
    return resolve(child.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the path of a child with these bytes as its name, or of a descendant when they hold slashes. */
  public HostPath resolve(byte[] child) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + child.length);
    joined[bytes.length] = '/';
    System.arraycopy(child, 0, joined, bytes.length + 1, child.length);
    return ofBytes(joined);
  }

  /** Returns a path in the same folder with this literal name. */
  public HostPath sibling(byte[] newName) {
    return parent().resolve(newName);
  }

  /** Returns whether this path is the folder itself or lies below it. */
  public boolean isWithin(HostPath folder) {
    if (folder.root()) {
      return true;
    }
    int length = folder.bytes.length;
    return bytes.length >= length
        && Arrays.equals(bytes, 0, length, folder.bytes, 0, length)
        && (bytes.length == length || bytes[length] == '/');
  }

  /**
   * Returns this path with one folder above it exchanged for another.
   *
   * @throws IllegalArgumentException when this path is not within {@code from}
   */
  public HostPath rebase(HostPath from, HostPath to) {
    if (!isWithin(from)) {
      throw new IllegalArgumentException(this + " is not within " + from);
    }
    byte[] rest = Arrays.copyOfRange(bytes, from.root() ? 0 : from.bytes.length, bytes.length);
    byte[] start = to.root() ? new byte[0] : to.bytes;
    byte[] joined = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, joined, start.length, rest.length);
    return joined.length == 0 ? ROOT : ofBytes(joined);
  }

  private int lastSlash() {
    int at = bytes.length - 1;
    while (bytes[at] != '/') {
      at--;
    }
    return at;
  }

  private static String display(byte[] raw) {
    if (plain(raw)) {
      return new String(raw, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(raw.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    int at = 0;
    while (at < raw.length) {
      int length = sequenceLength(raw[at]);
      CharBuffer decoded = length > 0 && at + length <= raw.length ? decode(decoder, raw, at, length) : null;
      if (decoded == null || !printable(decoded)) {
        text.append("\\x").append(Character.forDigit((raw[at] >> 4) & 15, 16)).append(Character.forDigit(raw[at] & 15, 16));
        at++;
      } else {
        text.append(decoded);
        at += length;
      }
    }
    return text.toString();
  }

  /** Most names are of letters and digits only; they need no decoder. */
  private static boolean plain(byte[] raw) {
    for (byte each : raw) {
      if (each < ' ' || each > '~' || each == '\\') {
        return false;
      }
    }
    return true;
  }

  private static CharBuffer decode(CharsetDecoder decoder, byte[] raw, int at, int length) {
    try {
      return decoder.decode(ByteBuffer.wrap(raw, at, length));
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static boolean printable(CharBuffer decoded) {
    int point = Character.codePointAt(decoded, 0);
    int type = Character.getType(point);
    return point != '\\'
        && type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.UNASSIGNED
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  private static int sequenceLength(byte first) {
    if (first >= 0) {
      return 1;
    }
    int high = first & 0xFF;
    if (high >= 0xC2 && high <= 0xDF) {
      return 2;
    }
    if (high >= 0xE0 && high <= 0xEF) {
      return 3;
    }
    return high >= 0xF0 && high <= 0xF4 ? 4 : 0;
  }

  @Override
  public int compareTo(HostPath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostPath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return display(bytes);
  }
}
