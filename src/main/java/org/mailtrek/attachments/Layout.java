package org.mailtrek.attachments;

import java.nio.charset.StandardCharsets;
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

  /** Returns the id of the attachment that a file holds, plain or compressed; empty when it is none, or lies where it does not belong. */
  public OptionalLong id(HostPath file) {
    OptionalLong named = named(file.name());
    if (named.isPresent() && file.parent().equals(folder(named.getAsLong()))) {
      return named;
    }
    return OptionalLong.empty();
  }

  /**
   * Returns the id of the attachment that lies at a path below the top; empty when it is none, or lies where it does not belong.
   *
   * @param below such as {@code 7/16/1234567.gz}
   */
  OptionalLong id(byte[] below) {
    int first = slash(below, 0);
    int second = slash(below, first + 1);
    if (first < 1 || second < 0 || slash(below, second + 1) >= 0) {
      return OptionalLong.empty();
    }
    OptionalLong named = named(new String(below, second + 1, below.length - second - 1, StandardCharsets.ISO_8859_1));
    boolean belongs = named.isPresent() && is(below, 0, first, named.getAsLong() % outer) && is(below, first + 1, second, named.getAsLong() / outer % inner);
    return belongs ? named : OptionalLong.empty();
  }

  /** Returns whether a path below the top is that of an object right in one of the folders. */
  boolean within(byte[] below) {
    int first = slash(below, 0);
    int second = slash(below, first + 1);
    return first > 0 && second > 0 && slash(below, second + 1) < 0 && numbered(below, 0, first, outer) && numbered(below, first + 1, second, inner);
  }

  private static int slash(byte[] below, int from) {
    for (int at = from; at < below.length; at++) {
      if (below[at] == '/') {
        return at;
      }
    }
    return -1;
  }

  private static boolean numbered(byte[] below, int from, int to, int folders) {
    OptionalLong number = named(new String(below, from, to - from, StandardCharsets.ISO_8859_1));
    return number.isPresent() && number.getAsLong() < folders && below[to - 1] != 'z';
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
    String digits = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (digits.isEmpty() || digits.length() > 10 || digits.charAt(0) == '0' && digits.length() > 1) {
      return OptionalLong.empty();
    }
    for (int at = 0; at < digits.length(); at++) {
      if (digits.charAt(at) < '0' || digits.charAt(at) > '9') {
        return OptionalLong.empty();
      }
    }
    long id = Long.parseLong(digits);
    return id <= HIGHEST ? OptionalLong.of(id) : OptionalLong.empty();
  }
}
