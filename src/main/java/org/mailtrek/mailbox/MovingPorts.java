package org.mailtrek.mailbox;

import java.time.Clock;
import java.util.Optional;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.Ports;
import org.mailtrek.estate.StoreMover;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.Protection;
import org.mailtrek.host.TrekException;

/**
 * Opens servers as others do, and moves messages too.
 *
 * @param servers opens the servers
 */
public record MovingPorts(Ports servers) implements Ports {

  @Override
  public DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) throws TrekException {
    return servers.directory(address, login);
  }

  @Override
  public Database database(String url, Protection protection, DatabaseLogin login) throws TrekException {
    return servers.database(url, protection, login);
  }

  @Override
  public StoreMover mover(Estate estate) throws TrekException {
    return new EstateMover(estate, OpenedMove.Notes.of(estate.folder()), Clock.systemUTC(), owner());
  }

  /** Returns who moves messages, for people: the login, and the process. */
  public static String owner() {
    return System.getProperty("user.name", "?") + ", process " + ProcessHandle.current().pid();
  }
}
