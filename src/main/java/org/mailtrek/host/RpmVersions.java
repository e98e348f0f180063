package org.mailtrek.host;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders versions of rpm, written {@code [EPOCH:]VERSION-RELEASE.ARCH}: epoch, version, release, each by runs of digits and of letters;
 * {@code ~} sorts before everything, even the end, and {@code ^} after the end but before all else. The architecture does not count.
 */
final class RpmVersions implements Comparator<String> {

  static final RpmVersions ORDER = new RpmVersions();

  private static final Pattern WHOLE = Pattern.compile("(?:(\\d+):)?([^-]+)(?:-([^-]+?))?(?:\\.(noarch|src|[a-z]+\\d*_\\d+|i[3-6]86|aarch64|ppc64(?:le)?|ppc|s390x?|armv\\w+|ia64|riscv64))?");
  private static final Pattern RUN = Pattern.compile("[0-9]+|[A-Za-z]+|~|\\^");

  private RpmVersions() {}

  /** Returns whether a version has an architecture at its end, and what it is without. */
  static String withoutArchitecture(String version) {
    Matcher found = WHOLE.matcher(version);
    return found.matches() && found.group(4) != null ? version.substring(0, found.start(4) - 1) : version;
  }

  @Override
  public int compare(String one, String two) {
    Matcher a = WHOLE.matcher(one);
    Matcher b = WHOLE.matcher(two);
    if (!a.matches() || !b.matches()) {
      return one.compareTo(two);
    }
    int epochs = new BigInteger(text(a, 1, "0")).compareTo(new BigInteger(text(b, 1, "0")));
    if (epochs != 0) {
      return epochs;
    }
    int versions = part(a.group(2), b.group(2));
    return versions != 0 ? versions : part(text(a, 3, ""), text(b, 3, ""));
  }

  private static String text(Matcher found, int group, String otherwise) {
    return found.group(group) == null ? otherwise : found.group(group);
  }

  private static int part(String one, String two) {
    Matcher a = RUN.matcher(one);
    Matcher b = RUN.matcher(two);
    while (true) {
      boolean more = a.find();
      boolean other = b.find();
      if (!more || !other) {
        return more ? surplus(a.group()) : other ? -surplus(b.group()) : 0;
      }
      int order = run(a.group(), b.group());
      if (order != 0) {
        return order;
      }
    }
  }

  /** Returns how a version with this run left over stands to one that has ended. */
  private static int surplus(String run) {
    return run.equals("~") ? -1 : 1;
  }

  private static int run(String one, String two) {
    if (rank(one) != rank(two)) {
      return Integer.compare(rank(one), rank(two));
    }
    return rank(one) == 3 ? new BigInteger(one).compareTo(new BigInteger(two)) : one.compareTo(two);
  }

  /** Digits are newer than letters, and marks older than either. */
  private static int rank(String run) {
    char first = run.charAt(0);
    return first == '~' ? 0 : first == '^' ? 1 : first <= '9' ? 3 : 2;
  }
}
