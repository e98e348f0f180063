package org.mailtrek.estate;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/**
 * Where the servers of a practice estate say they are, in {@code practice/servers.json}; that wins over what is declared, since they take
 * whatever port is free.
 *
 * @param ldapPort port of the LDAP server
 * @param databaseUrl address of the database
 */
record PublishedServers(Optional<Integer> ldapPort, Optional<String> databaseUrl) {

  static PublishedServers read(Path estateFolder) throws TrekException {
    Path file = estateFolder.resolve("practice/servers.json");
    try {
      JSONObject all = JsonText.object(Files.readString(file, StandardCharsets.UTF_8));
      JSONObject ldap = all.getFieldAsObject("ldap");
      JSONObject database = all.getFieldAsObject("database");
      return new PublishedServers(
          Optional.ofNullable(ldap == null ? null : ldap.getFieldAsInteger("port")),
          Optional.ofNullable(database == null ? null : database.getFieldAsString("url")));
    } catch (NoSuchFileException none) {
      return new PublishedServers(Optional.empty(), Optional.empty());
    } catch (IOException | JSONException e) {
      throw TrekException.at(file)
          .kind(TrekException.Kind.UNREACHABLE)
          .found("can't be read: " + e.getMessage())
          .because(e)
          .next("simulate stop, then try again");
    }
  }

  String ldap(String declared) {
    return ldapPort.map(port -> declared.replaceFirst("^(ldaps?://(?:\\[[^\\]]*\\]|[^:/]*))(:[0-9]+)?", "$1:" + port)).orElse(declared);
  }

  /** Returns where a declared database is: its name stands in what is declared. */
  String database(String declared) {
    return databaseUrl.map(url -> url.substring(0, url.lastIndexOf('/')) + declared.substring(declared.lastIndexOf('/'))).orElse(declared);
  }
}
