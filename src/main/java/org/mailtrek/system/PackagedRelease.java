package org.mailtrek.system;

/**
 * A release as versions of packages name it: {@code 1:8.7.25-1}, {@code 8.7.25+deb10} and the vendor's {@code 8.7.25.0-0} are of 8.7.25.
 *
 * @param number such as {@code 8.7.25}
 */
public record PackagedRelease(String number) {

  /** Returns whether a package's version is of the release. */
  public boolean is(String packaged) {
    String upstream = packaged.replaceFirst("^[0-9]+:", "");
    return upstream.equals(number) || upstream.startsWith(number) && "-+.~".indexOf(upstream.charAt(number.length())) >= 0;
  }
}
