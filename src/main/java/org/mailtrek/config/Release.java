package org.mailtrek.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Zarafa ({@code zcp-7.2.6}) or Kopano Core ({@code kc-8.7.25}).
 *
 * <p>Ordered by number, Zarafa before Kopano. That is not the order of time: Kopano's branches ran side by side, see {@link #oddity}.
 *
 * @param product whose release it is
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record Release(Product product, int major, int minor, int patch) implements Comparable<Release> {

  private static final Pattern FORM = Pattern.compile("(?:(zcp|kc)-)?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");

  /** Whose release it is. */
  public enum Product {
    /** Zarafa Collaboration Platform. */
    ZCP("zcp"),
    /** Kopano Core. */
    KC("kc");

    private final String prefix;

    Product(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * Reads {@code zcp-7.2.6}, {@code kc-8.7.25}, or the number alone: below 8 it is Zarafa's, from 8 on Kopano's.
   *
   * @throws IllegalArgumentException when it is no release, or the number can't be the product's
   */
  public static Release of(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException("not a release: " + text + " (expected a form such as zcp-7.2.6 or kc-8.7.25)");
    }
    int major = Integer.parseInt(form.group(2));
    Product byNumber = major < 8 ? Product.ZCP : Product.KC;
    if (form.group(1) != null && !form.group(1).equals(byNumber.prefix)) {
      throw new IllegalArgumentException("not a release: " + text + " (" + major + ".x is a release of " + byNumber.prefix + ")");
    }
    String patch = form.group(4);
    return new Release(byNumber, major, Integer.parseInt(form.group(3)), patch == null ? 0 : Integer.parseInt(patch));
  }

  /** Reads a number of three parts, as the catalogue has it. */
  static Release plain(Product product, String number) {
    int first = number.indexOf('.');
    int second = number.indexOf('.', first + 1);
    return new Release(
        product, Integer.parseInt(number, 0, first, 10), Integer.parseInt(number, first + 1, second, 10), Integer.parseInt(number, second + 1, number.length(), 10));
  }

  /** Returns whether it is Kopano's. */
  public boolean kopano() {
    return product == Product.KC;
  }

  /** Returns whether it has this number or a higher one; {@code kc-8.0.0} is at least every Zarafa release. */
  public boolean atLeast(String release) {
    Product of = release.startsWith("kc-") ? Product.KC : Product.ZCP;
    boolean plain = release.startsWith(of.prefix) && release.indexOf('.') != release.lastIndexOf('.');
    return compareTo(plain ? plain(of, release.substring(of.prefix.length() + 1)) : of(release)) >= 0;
  }

  /** Returns the number, such as {@code 8.7.25}. */
  public String number() {
    return major + "." + minor + "." + patch;
  }

  /** Returns the folder of its configuration files: {@code /etc/zarafa} or {@code /etc/kopano}. */
  public String folder() {
    return kopano() ? "/etc/kopano" : "/etc/zarafa";
  }

  /** Returns the account that its daemons run as when nothing else is said: {@code zarafa} or {@code kopano}. */
  public String account() {
    return kopano() ? "kopano" : "zarafa";
  }

  /**
   * Returns what is odd about the way to another release: where the higher number is the older program, or lacks what the lower one has.
   *
   * @return one sentence; empty when number and time agree
   */
  public Optional<String> oddity(Release to) {
    if (!kopano() || !to.kopano()) {
      return Optional.empty();
    }
    if (between("8.5.6", "8.5.9") && to.number().equals("8.6.0")) {
      return Optional.of("kc-8.6.0 (March 2018) is older than " + this + ": directives can be lost");
    }
    if (between("8.7.8", "8.7.25") && to.major >= 9 && !to.atLeast("11.0.0")) {
      return Optional.of(this + " was made beside " + to + ", partly after it: directives such as inhibit_*_headers can be lost");
    }
    if (number().equals("10.1.1") && to.major == 11) {
      return Optional.of("kc-10.1.1 (July 2021) is newer than " + to);
    }
    return Optional.empty();
  }

  private boolean between(String first, String last) {
    return atLeast(first) && compareTo(of(last)) <= 0;
  }

  @Override
  public int compareTo(Release other) {
    int order = product != other.product ? product.compareTo(other.product) : Integer.compare(major, other.major);
    order = order != 0 ? order : Integer.compare(minor, other.minor);
    return order != 0 ? order : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return product.prefix + "-" + number();
  }
}
