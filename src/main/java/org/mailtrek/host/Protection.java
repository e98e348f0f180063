package org.mailtrek.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How the way to a server is protected. Where TLS is used, the server's certificate and the name in it are always checked.
 *
 * @param way what is declared
 * @param authority certificates (PEM) to trust, instead of those of the Java runtime
 * @param certificate shown to a server that asks for one
 */
public record Protection(Way way, Optional<Path> authority, Optional<ClientCertificate> certificate) {

  /** Nothing declared: TLS to other machines, trusting what the Java runtime trusts. */
  public static final Protection USUAL = new Protection(Way.USUAL, Optional.empty(), Optional.empty());

  /** What is declared of TLS. */
  public enum Way {
    /** Nothing: in the clear on this machine only. */
    USUAL,
    /** TLS. */
    TLS,
    /** In the clear, also to another machine. */
    CLEAR
  }

  /** Checks that nothing is missing. */
  public Protection {
    Objects.requireNonNull(way);
    Objects.requireNonNull(authority);
    Objects.requireNonNull(certificate);
  }

  /** Returns whether a server of that name must be reached by TLS; one that is not named, or whose name can't be resolved, is another machine's. */
  boolean needed(String host) {
    return way == Way.TLS || way == Way.USUAL && !near(host);
  }

  private static boolean near(String host) {
    if (host.isEmpty()) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException unknown) {
      return false;
    }
  }

  Trust trust(String url, String part) {
    return new Trust(url, part, authority, certificate);
  }
}
