package org.mailtrek.host;

import java.util.Optional;

/**
 * A repository of packages, as it is to be set up on a machine: always signed, and with its sign-in where only its administrator reads it.
 *
 * @param name letters, digits, dots, dashes: what its files are called
 * @param url where it lies, without a sign-in
 * @param parts Debian's: the suite with its components ({@code bookworm main}), or {@code ./} for one without; without meaning elsewhere
 * @param key with what it is signed
 * @param signIn as whom to fetch from it; empty for nobody
 */
public record Repository(String name, String url, String parts, SigningKey key, Optional<SignIn> signIn) {

  /** Checks that nothing in it could be taken for something else. */
  public Repository {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("a repository's name is made of letters, digits, dots and dashes: " + name);
    }
    if (!url.matches("(https?|ftp|file):/[^\\s@\\[\\]]+")) {
      throw new IllegalArgumentException("a repository's address begins with https:, http:, ftp: or file: and holds no sign-in or blank");
    }
    if (!parts.matches("[A-Za-z0-9._~/:+-]+( [A-Za-z0-9._~/:+-]+)*")) {
      throw new IllegalArgumentException("a suite and its components are words: " + parts);
    }
  }

  /**
   * As whom to fetch from it.
   *
   * @param user the user's name or a serial number
   * @param password the password
   */
  public record SignIn(String user, Secret password) {}
}
