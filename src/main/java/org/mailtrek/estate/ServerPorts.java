package org.mailtrek.estate;

import java.time.Duration;
import java.util.Optional;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLimits;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.H2Database;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.MySqlDatabase;
import org.mailtrek.host.PatientDirectory;
import org.mailtrek.host.Protection;
import org.mailtrek.host.TrekException;

/** Opens real servers, by their addresses. */
public final class ServerPorts implements Ports {

  private final LdapLimits ldap;
  private final DatabaseLimits databases;

  /** Makes ports that wait for servers as long as most need. */
  public ServerPorts() {
    this(LdapLimits.DEFAULT, DatabaseLimits.DEFAULT);
  }

  private ServerPorts(LdapLimits ldap, DatabaseLimits databases) {
    this.ldap = ldap;
    this.databases = databases;
  }

  /** Returns ports that wait for no answer, and no connection, longer than this. */
  public static ServerPorts waiting(Duration answer) {
    LdapLimits ldap = LdapLimits.DEFAULT;
    DatabaseLimits databases = DatabaseLimits.DEFAULT;
    return new ServerPorts(
        new LdapLimits(shorter(ldap.connect(), answer), answer, ldap.connections(), ldap.page()), new DatabaseLimits(shorter(databases.connect(), answer), answer, databases.lock()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) throws TrekException {
    return new PatientDirectory(LdapDirectory.open(address, login, ldap));
  }

  @Override
  public Database database(String url, Protection protection, DatabaseLogin login) throws TrekException {
    if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      String address = url.replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");
      return MySqlDatabase.open(address, protection, login, databases);
    }
    if (url.startsWith("jdbc:h2:")) {
      return H2Database.open(url, login, H2Database.SCHEMA);
    }
    throw TrekException.at(url)
        .kind(TrekException.Kind.ESTATE)
        .found("no driver for this kind of database")
        .next("write jdbc:mysql://HOST:PORT/NAME under products.database.url in estate.yaml");
  }
}
