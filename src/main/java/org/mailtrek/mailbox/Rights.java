package org.mailtrek.mailbox;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rights in a folder as RFC 4314 writes them: letters, and whom they are given. */
final class Rights {

  /** All of them (2.1), in the order in which they are written here. */
  private static final String LETTERS = "lrswipkxtea";

  private Rights() {}

  /**
   * Returns rights in one order and each once. What servers of RFC 2086 call {@code c} and {@code d} is given as what both may do for certain (RFC 4314, 2.1.1): making
   * folders inside, and removing messages.
   */
  static String tidy(String rights) {
    boolean old = rights.chars().noneMatch(letter -> "kxte".indexOf(letter) >= 0);
    String whole = old ? rights.replace("c", "k").replace("d", "te") : rights;
    return LETTERS.chars().filter(letter -> whole.indexOf(letter) >= 0).mapToObj(Character::toString).collect(Collectors.joining());
  }

  /** Returns pairs of an identifier and its rights without the owner's own, and without those that give nothing. */
  static SortedMap<String, String> others(String owner, List<String> pairs) {
    Set<String> own = Set.of(owner, "-" + owner, "owner", "-owner");
    SortedMap<String, String> found = new TreeMap<>();
    for (int at = 0; at + 1 < pairs.size(); at += 2) {
      String rights = tidy(pairs.get(at + 1));
      if (!own.contains(pairs.get(at)) && !rights.isEmpty()) {
        found.put(pairs.get(at), rights);
      }
    }
    return found;
  }

  /** Returns whether an identifier can be noted and written everywhere: no control character is in it, and it is no server's own. */
  static boolean plain(String identifier) {
    return !identifier.isEmpty() && identifier.charAt(0) != '#' && identifier.chars().noneMatch(each -> each < ' ' || each == 0x7f);
  }

  /** Returns them for people: {@code bob lrs, $staff lr}. */
  static String told(SortedMap<String, String> rights) {
    return rights.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).collect(Collectors.joining(", "));
  }
}
