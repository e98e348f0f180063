package org.mailtrek.attachments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.HostPath;

/**
 * The layout {@code files} of Zarafa and Kopano: {@code <top>/<id % 10>/<(id / 10) % 20>/<id>}, with {@code .gz} behind when compressed; and
 * {@code files_v1-L1-L2}, which has other numbers in the place of 10 and 20.
 *
 * <p>Ids are unsigned numbers of 32 bits. The server creates the folders at each start.
 *
 * @param top the attachment path, as {@code attachment_path} names it
 * @param outer folders of the first level
 * @param inner folders of the second level, in each of the first
 */
public record Layout(HostPath top, int outer, int inner) {

  private static final int OUTER = 10;
  private static final int INNER = 20;
  private static final Pattern COUNTED = Pattern.compile("files_v1-([1-9][0-9]{0,3})-([1-9][0-9]{0,3})");

  private static final long HIGHEST = 0xFFFFFFFFL;

  /** Makes the layout {@code files}. */
  public Layout(HostPath top) {
    this(top, OUTER, INNER);
  }

  /** Checks that there are folders. */
  public Layout {
    if (outer < 1 || inner < 1) {
      throw new IllegalArgumentException(outer + " by " + inner + " folders");
    }
  }

  /** Returns the layout that a value of {@code attachment_storage} names; empty for {@code database}, {@code files_v2}, {@code s3} and others. */
  public static Optional<Layout> of(HostPath top, String storage) {
    Matcher counted = COUNTED.matcher(storage);
    if (counted.matches()) {
      return Optional.of(new Layout(top, Integer.parseInt(counted.group(1)), Integer.parseInt(counted.group(2))));
    }
    return storage.equals("files") ? Optional.of(new Layout(top)) : Optional.empty();
  }

  /**
   * Returns where an attachment lies when it is not compressed.
   *
   * @throws IllegalArgumentException when the id is negative or above 32 bits
   */
  public HostPath plain(long id) {
    return folder(id).resolve(Long.toString(id));
  }

  /**
   * Returns where an attachment lies when it is compressed.
   *
   * @throws IllegalArgumentException when the id is negative or above 32 bits
   */
  public HostPath compressed(long id) {
    return folder(id).resolve(id + ".gz");
  }

  /** Returns the folder that holds an attachment. */
  public HostPath folder(long id) {
    if (id < 0 || id > HIGHEST) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "attachment ids lie between 0 and %d: %d", HIGHEST, id));
    }
    return folder((int) (id % outer), (int) (id / outer % inner));
  }

  HostPath folder(int first, int second) {
    return top.resolve(first + "/" + second);
  }

  /** Returns all folders that hold attachments. */
  List<HostPath> folders() {
    List<HostPath> all = new ArrayList<>();
    for (int first = 0; first < outer; first++) {
      for (int second = 0; second < inner; second++) {
        all.add(folder(first, second));
      }
    }
    return all;
  }

  /** Returns the id of the attachment that a file holds, plain or compressed; empty when it is none, or lies where it does not belong. */
  public OptionalLong id(HostPath file) {
    OptionalLong named = named(file.name());
    if (named.isPresent() && file.parent().equals(folder(named.getAsLong()))) {
      return named;
    }
    return OptionalLong.empty();
  }

  /**
   * Returns the id of the attachment that lies at a path below the top; -1 when it is none, or lies where it does not belong.
   *
   * @param bytes hold the path, such as {@code 7/16/1234567.gz}
   */
  long id(byte[] bytes, int from, int to) {
    int first = slash(bytes, from, to);
    int second = slash(bytes, first + 1, to);
    if (first <= from || second == to || slash(bytes, second + 1, to) < to) {
      return -1;
    }
    long named = named(bytes, second + 1, to);
    boolean belongs = named >= 0 && is(bytes, from, first, named % outer) && is(bytes, first + 1, second, named / outer % inner);
    return belongs ? named : -1;
  }

  /** Returns whether a path below the top is that of an object right in one of the folders. */
  boolean within(byte[] bytes, int from, int to) {
    int first = slash(bytes, from, to);
    int second = slash(bytes, first + 1, to);
    return first > from && second < to && slash(bytes, second + 1, to) == to && numbered(bytes, from, first, outer) && numbered(bytes, first + 1, second, inner);
  }

  /** Returns where the next slash is, or the end. */
  private static int slash(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '/') {
      at++;
    }
    return Math.min(at, to);
  }

  private static boolean numbered(byte[] bytes, int from, int to, int folders) {
    long number = named(bytes, from, to);
    return number >= 0 && number < folders && bytes[to - 1] != 'z';
  }

  private static boolean is(byte[] below, int from, int to, long number) {
    long left = number;
    int at = to - 1;
    do {
      if (at < from || below[at] != '0' + left % 10) {
        return false;
      }
      left /= 10;
      at--;
    } while (left > 0);
    return at < from;
  }

  /** Returns the id in a file's name, {@code 123} or {@code 123.gz}; empty for any other name, leading zeros included. */
  static OptionalLong named(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    long id = named(bytes, 0, bytes.length);
    return id < 0 ? OptionalLong.empty() : OptionalLong.of(id);
  }

  private static long named(byte[] bytes, int from, int to) {
    int end = packed(bytes, from, to) ? to - 3 : to;
    if (end <= from || end - from > 10 || bytes[from] == '0' && end - from > 1) {
      return -1;
    }
    long id = 0;
    for (int at = from; at < end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return -1;
      }
      id = id * 10 + bytes[at] - '0';
    }
    return id <= HIGHEST ? id : -1;
  }

  /** Returns whether a name ends in {@code .gz}. */
  static boolean packed(byte[] bytes, int from, int to) {
    return to - from >= 3 && bytes[to - 3] == '.' && bytes[to - 2] == 'g' && bytes[to - 1] == 'z';
  }
}
