package org.mailtrek.estate;

import java.util.Optional;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.Protection;
import org.mailtrek.host.TrekException;

/** Opens directories and databases. */
public interface Ports {

  /** Opens a directory; without a login as nobody. */
  DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) throws TrekException;

  /** Opens a database by its address, which is not of kind {@code client: true}. */
  Database database(String url, Protection protection, DatabaseLogin login) throws TrekException;

  /** Returns what moves messages between the stores of an estate. */
  default StoreMover mover(Estate estate) throws TrekException {
    throw TrekException.at(estate.name()).found("nothing here moves messages").next("mailbox messages");
  }
}
