package org.mailtrek.attachments;

import java.util.Locale;
import java.util.OptionalLong;
import org.mailtrek.host.HostPath;

/**
 * The layout {@code files} of Zarafa and Kopano: {@code <top>/<id % 10>/<(id / 10) % 20>/<id>}, with {@code .gz} behind when compressed.
 *
 * <p>Ids are unsigned numbers of 32 bits. The server creates the 200 folders at each start.
 *
 * @param top the attachment path, as {@code attachment_path} names it
 */
public record Layout(HostPath top) {

  /** Folders of the first level. */
  public static final int OUTER = 10;

  /** Folders of the second level, in each of the first. */
  public static final int INNER = 20;

  private static final long HIGHEST = 0xFFFFFFFFL;

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
    return folder((int) (id % OUTER), (int) (id / OUTER % INNER));
  }

  HostPath folder(int outer, int inner) {
    return top.resolve(outer + "/" + inner);
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
