package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The name of a mail folder: its parts from the outermost on, as people write them.
 *
 * @param parts at least one; {@code INBOX} in front is in capitals, whatever its spelling was (RFC 3501, 5.1)
 */
public record FolderName(List<String> parts) implements Comparable<FolderName> {

  /** The folder into which mail is delivered. */
  public static final FolderName INBOX = new FolderName(List.of("INBOX"));

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when there is none, or an empty one
   */
  public FolderName {
    if (parts.isEmpty() || parts.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("a folder's name has parts, and none of them is empty: " + parts);
    }
    if (parts.get(0).toUpperCase(Locale.ROOT).equals("INBOX")) {
      List<String> whole = new ArrayList<>(parts);
      whole.set(0, "INBOX");
      parts = whole;
    }
    parts = List.copyOf(parts);
  }

  /**
   * Returns the name that is spelt in modified UTF-7, its parts divided by a character.
   *
   * @return empty when nothing is spelt so
   */
  public static Optional<FolderName> spelt(String text, char divider) {
    List<String> parts = new ArrayList<>();
    for (String each : Arrays.asList(text.split(java.util.regex.Pattern.quote(String.valueOf(divider)), -1))) {
      Optional<String> part = ModifiedUtf7.decode(each.replace(shifted(divider), String.valueOf(divider)));
      if (part.isEmpty() || part.get().isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(new FolderName(parts));
  }

  /** Returns the name in modified UTF-7, its parts divided by a character. */
  public String spelt(char divider) {
    return parts.stream().map(ModifiedUtf7::encode).map(part -> part.replace(String.valueOf(divider), shifted(divider))).collect(Collectors.joining(String.valueOf(divider)));
  }

  /** Returns how a divider in the name of a part is spelt, which modified UTF-7 itself leaves as it is. */
  private static String shifted(char divider) {
    return "&" + Base64.getEncoder().withoutPadding().encodeToString(new byte[] {(byte) (divider >> 8), (byte) divider}).replace('/', ',') + "-";
  }

  /** Returns the name of a folder in this one. */
  public FolderName child(String part) {
    List<String> longer = new ArrayList<>(parts);
    longer.add(part);
    return new FolderName(longer);
  }

  /** INBOX comes first, then the names in their order. */
  @Override
  public int compareTo(FolderName other) {
    boolean first = parts.get(0).equals("INBOX");
    return first == other.parts.get(0).equals("INBOX") ? toString().compareTo(other.toString()) : first ? -1 : 1;
  }

  @Override
  public String toString() {
    return String.join("/", parts);
  }
}
