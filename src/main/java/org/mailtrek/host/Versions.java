package org.mailtrek.host;

import java.util.Comparator;

/** Orders versions as deb-version(7) says: epoch, upstream version, revision; {@code ~} sorts before everything, even the end. */
final class Versions implements Comparator<String> {

  static final Versions ORDER = new Versions();

  private Versions() {}

  @Override
  public int compare(String one, String two) {
    int epochs = Long.compare(epoch(one), epoch(two));
    if (epochs != 0) {
      return epochs;
    }
    int upstream = part(upstream(one), upstream(two));
    return upstream != 0 ? upstream : part(revision(one), revision(two));
  }

  private static long epoch(String version) {
    int colon = version.indexOf(':');
    return colon > 0 && version.substring(0, colon).matches("[0-9]{1,9}") ? Long.parseLong(version.substring(0, colon)) : 0;
  }

  private static String upstream(String version) {
    String rest = version.substring(version.indexOf(':') + 1);
    int dash = rest.lastIndexOf('-');
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  private static String revision(String version) {
    int dash = version.lastIndexOf('-');
    return dash < 0 ? "" : version.substring(dash + 1);
  }

  /** Compares text and numbers by turns. */
  private static int part(String one, String two) {
    int a = 0;
    int b = 0;
    while (a < one.length() || b < two.length()) {
      while (!digit(one, a) && a < one.length() || !digit(two, b) && b < two.length()) {
        int order = Integer.compare(weight(one, a), weight(two, b));
        if (order != 0) {
          return order;
        }
        a++;
        b++;
      }
      int endA = endOfDigits(one, a);
      int endB = endOfDigits(two, b);
      int order = number(one, a, endA).compareTo(number(two, b, endB));
      if (order != 0) {
        return order;
      }
      a = endA;
      b = endB;
    }
    return 0;
  }

  private static java.math.BigInteger number(String text, int from, int to) {
    return from >= to ? java.math.BigInteger.ZERO : new java.math.BigInteger(text.substring(from, to));
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int endOfDigits(String text, int from) {
    int at = Math.min(from, text.length());
    while (digit(text, at)) {
      at++;
    }
    return at;
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || digit(text, at)) {
      return 0;
    }
    char letter = text.charAt(at);
    if (letter == '~') {
      return -1;
    }
    return Character.isLetter(letter) ? letter : letter + 256;
  }
}
