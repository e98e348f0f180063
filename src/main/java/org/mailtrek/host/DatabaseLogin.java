package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/**
 * As whom to sign in at a database server.
 *
 * @param user the account
 * @param password its password, may be empty
 */
public record DatabaseLogin(String user, Secret password) {

  /** Checks that nothing is missing. */
  public DatabaseLogin {
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
  }

  /** Returns new properties of a connection; the caller lets go of them as soon as it has connected. */
  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password.use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    return properties;
  }
}
