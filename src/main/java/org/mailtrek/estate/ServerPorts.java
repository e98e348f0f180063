package org.mailtrek.estate;

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
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Opens real servers, by their addresses. */
public final class ServerPorts implements Ports {

  @Override
  public DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) throws TrekException {
    return new PatientDirectory(LdapDirectory.open(address, login, LdapLimits.DEFAULT));
  }

  @Override
  public Database database(String url, String user, Secret password) throws TrekException {
    if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
      String address = url.replaceFirst("^jdbc:mariadb:", "jdbc:mysql:");
      return MySqlDatabase.open(address, new DatabaseLogin(user, password), DatabaseLimits.DEFAULT);
    }
    if (url.startsWith("jdbc:h2:")) {
      return H2Database.open(url, new DatabaseLogin(user, password), H2Database.SCHEMA);
    }
    throw TrekException.at(url)
        .kind(TrekException.Kind.ESTATE)
        .found("no driver for this kind of database")
        .next("write jdbc:mysql://HOST:PORT/NAME under products.database.url in estate.yaml");
  }
}
