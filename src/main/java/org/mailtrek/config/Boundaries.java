package org.mailtrek.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The releases with which rows of the catalogue begin or end; rows name them by a letter each, the first by {@code 0}. */
final class Boundaries {

  private static final char FIRST = '0';

  private final List<Release> zarafa = new ArrayList<>();
  private final List<Release> kopano = new ArrayList<>();

  /**
   * Where a release stands among the boundaries.
   *
   * @param product the letter of whose release it is
   * @param number twice the index of the boundary that it is, or one more than that of the last boundary before it
   */
  record Place(byte product, int number) {

    /** Returns whether it is one of those from one boundary to another, both given by their letters. */
    boolean between(byte first, byte last) {
      return 2 * (first - FIRST) <= number && number <= 2 * (last - FIRST);
    }
  }

  /** Takes the releases of one product, as the head of the catalogue has them. */
  void add(char product, String releases) {
    Release.Product of = product == 'z' ? Release.Product.ZCP : Release.Product.KC;
    for (int at = 0; at < releases.length(); ) {
      int end = releases.indexOf(' ', at) < 0 ? releases.length() : releases.indexOf(' ', at);
      of(product).add(Release.plain(of, releases.substring(at, end)));
      at = end + 1;
    }
  }

  private List<Release> of(int product) {
    return product == 'z' ? zarafa : kopano;
  }

  Place place(Release release) {
    byte product = (byte) (release.kopano() ? 'k' : 'z');
    int found = Collections.binarySearch(of(product), release);
    return new Place(product, found >= 0 ? 2 * found : 2 * (-found - 1) - 1);
  }

  /** Returns the release that a row names. */
  Release release(byte product, byte letter) {
    return of(product).get(letter - FIRST);
  }

  List<Release> all() {
    List<Release> all = new ArrayList<>(zarafa);
    all.addAll(kopano);
    return all;
  }
}
