package org.mailtrek.estate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.Database;
import org.mailtrek.host.Host;
import org.mailtrek.host.SshHost;
import org.mailtrek.host.TrekException;

/**
 * The address of a server, taken apart.
 *
 * @param scheme what stands before the host, such as {@code ldap://}
 * @param host the host, an IPv6 address without brackets
 * @param port the port
 * @param rest what stands behind
 */
record ServerAddress(String scheme, String host, int port, String rest) {

  private static final Pattern FORM = Pattern.compile("([a-z:]+://)(?:\\[([0-9A-Fa-f:.]+)\\]|([^/:,()\\[\\]]+))(?::([0-9]{1,5}))?(/.*)?");

  /** Reads an address. */
  static ServerAddress parse(String url) throws TrekException {
    Matcher found = FORM.matcher(url);
    if (!found.matches()) {
      throw TrekException.at(url).kind(TrekException.Kind.ESTATE).found("no tunnel can lead to an address of this form").next("write it with HOST:PORT in estate.yaml");
    }
    int usual = url.startsWith("ldap") ? 389 : 3306;
    String host = found.group(2) == null ? found.group(3) : found.group(2);
    int port = found.group(4) == null ? usual : Integer.parseInt(found.group(4));
    return new ServerAddress(found.group(1), host, port, found.group(5) == null ? "" : found.group(5));
  }

  /** Returns a database that is reached at this address from a machine, dumped by the tools of that machine. */
  Database dumping(Database database, Host machine) throws TrekException {
    return database.dumpingOn(machine.programs(), host, port);
  }

  /**
   * Returns the address at which the server is to be reached from here, through a machine's session.
   *
   * @throws TrekException when the machine can't be reached, or lets nobody through
   */
  String through(Host machine) throws TrekException {
    if (machine instanceof SshHost over) {
      return scheme + "127.0.0.1:" + over.tunnel(host, port) + rest;
    }
    throw new IllegalStateException("only a host over SSH is declared as a tunnel");
  }
}
