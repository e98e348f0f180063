package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.TrekException.Kind;

/**
 * Where a MariaDB or MySQL database is, and how the way to it is protected.
 *
 * @param url {@code jdbc:mysql://HOST[:PORT]/DATABASE}, with the driver's parameters behind it, if any
 * @param protection of the way; a server on this machine is spoken to by TLS if it offers that, and then not checked
 */
record DatabaseAddress(String url, Protection protection) {

  private static final Pattern HOST = Pattern.compile("jdbc:mysql://(?:\\[([^\\]/]+)\\]|([^:/,()\\[\\]]+))(?::[0-9]+)?/.*", Pattern.DOTALL);
  private static final Pattern TLS_WORDS =
      Pattern.compile("(?is).*[?&(,](sslMode|useSSL|requireSSL|verifyServerCertificate|socketFactory|tls\\w+|enabled(TLS|SSL)\\w+|(trust|client)Certificate\\w+|fallbackToSystem\\w+)=.*");

  /**
   * Reads an address.
   *
   * @throws TrekException of kind ESTATE when it is malformed, names an account, or says itself how TLS is used
   */
  static DatabaseAddress of(String url, Protection protection) throws TrekException {
    if (!url.startsWith("jdbc:mysql://") || url.replaceFirst("\\?.*", "").replaceFirst(".*//[^/]*/?", "").isEmpty()) {
      throw wrong("is no address of a database", "write jdbc:mysql://HOST:PORT/DATABASE under database.url in estate.yaml, account and password beside it");
    }
    if (url.matches("(?s).*//[^/?]*@.*") || url.matches("(?is).*[?&](password|user)=.*")) {
      throw wrong("names an account", "write jdbc:mysql://HOST:PORT/DATABASE under database.url in estate.yaml, account and password beside it");
    }
    if (TLS_WORDS.matcher(url).matches()) {
      throw wrong("says how TLS is used", "write that beside it in estate.yaml: database.tls, database.ca, database.certificate and database.key");
    }
    DatabaseAddress address = new DatabaseAddress(url, protection);
    if (address.protectedWay()) {
      address.trust().context();
    }
    return address;
  }

  private static TrekException wrong(String found, String next) {
    return TrekException.at("database.url").kind(Kind.ESTATE).found(found).next(next);
  }

  boolean protectedWay() {
    Matcher host = HOST.matcher(url);
    return protection.needed(host.matches() ? Optional.ofNullable(host.group(1)).orElse(host.group(2)) : "");
  }

  private Trust trust() {
    return protection.trust(url, "database");
  }

  /** Says the driver how to protect a connection; {@link VerifiedSocket} reads what is said of files. */
  void protect(Properties properties) {
    if (protectedWay()) {
      properties.setProperty("sslMode", "REQUIRED");
      properties.setProperty("socketFactory", VerifiedSocket.class.getName());
      protection.authority().ifPresent(file -> properties.setProperty(VerifiedSocket.AUTHORITY.getKeyName(), file.toString()));
      protection.certificate().ifPresent(shown -> {
        properties.setProperty(VerifiedSocket.CERTIFICATE.getKeyName(), shown.file().toString());
        properties.setProperty(VerifiedSocket.KEY.getKeyName(), shown.key().toString());
      });
    } else if (protection.way() == Protection.Way.CLEAR) {
      properties.setProperty("sslMode", "DISABLED");
    }
  }

  /** Returns the same as lines of an option file, for the programs of MariaDB and of MySQL: what only the other one knows is passed over by both. */
  byte[] options() {
    StringBuilder lines = new StringBuilder();
    if (protectedWay()) {
      protection.authority().ifPresent(file -> line(lines, "ssl-ca", file));
      protection.certificate().ifPresent(shown -> {
        line(lines, "ssl-cert", shown.file());
        line(lines, "ssl-key", shown.key());
      });
      lines.append("loose-ssl\nloose-ssl-verify-server-cert\nloose-ssl-mode=VERIFY_IDENTITY\n");
    } else if (protection.way() == Protection.Way.CLEAR) {
      lines.append("loose-skip-ssl\nloose-ssl-mode=DISABLED\n");
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder lines, String name, Path file) {
    lines.append(name).append('=').append(MySqlDumpTool.quoted(file.toAbsolutePath().toString())).append('\n');
  }
}
