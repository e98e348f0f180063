package org.mailtrek.attachments;

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
