package org.mailtrek.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a machine is to be reached over SSH, and how to sign in there.
 *
 * @param name its name in {@code estate.yaml}
 * @param address user, host and port
 * @param jump the machine through which it is reached, if it is not reached directly
 * @param keys files with private keys, tried in this order before those of the agent
 * @param agent the socket of an SSH agent
 * @param knownHosts the file with the keys of known hosts
 * @param sudo whether programs run through sudo
 * @param legacy whether the keys, ciphers and digests of old machines are allowed
 * @param owner who writes there: of two writers of one owner, the later ends the earlier; letters and digits
 */
public record SshTarget(
    String name,
    Address address,
    Optional<Address> jump,
    List<Path> keys,
    Optional<Path> agent,
    Path knownHosts,
    boolean sudo,
    boolean legacy,
    String owner) {

  /** Copies the keys. */
  public SshTarget {
    keys = List.copyOf(keys);
  }

  /**
   * A user at a host.
   *
   * @param user as whom to sign in
   * @param host the host's name or address
   * @param port its port
   */
  public record Address(String user, String host, int port) {

    /**
     * Reads {@code [USER@]HOST[:PORT]}, with an IPv6 address in brackets.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Address parse(String text, String user, int port) {
      java.util.regex.Matcher found =
          java.util.regex.Pattern.compile("(?:([^@\\s]+)@)?(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?").matcher(text);
      if (!found.matches()) {
        throw new IllegalArgumentException("must be USER@HOST or USER@HOST:PORT, and is " + text);
      }
      return new Address(
          found.group(1) == null ? user : found.group(1),
          found.group(2) == null ? found.group(3) : found.group(2),
          found.group(4) == null ? port : Integer.parseInt(found.group(4)));
    }

    @Override
    public String toString() {
      return user + "@" + host + (port == 22 ? "" : ":" + port);
    }
  }
}
