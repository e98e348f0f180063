package org.mailtrek.estate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.host.ImapLogin;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Who signs in at an IMAP server, as {@code estate.yaml} declares it; passwords are fetched when they are needed, and a person is asked once for each. */
final class DeclaredLogins implements ImapServer.Logins {

  private final Path folder;
  private final Secrets secrets;
  private final Declaration.ImapEntry entry;
  private final Map<String, Secret> told = new HashMap<>();

  DeclaredLogins(Path folder, Secrets secrets, Declaration.ImapEntry entry) {
    this.folder = folder;
    this.secrets = secrets;
    this.entry = entry;
  }

  ImapServer server(String name) {
    return new ImapServer(name, entry.url(), entry.startTls(), entry.authority().map(folder::resolve), this);
  }

  @Override
  public List<String> users() throws TrekException {
    if (entry.list().isEmpty()) {
      return List.copyOf(entry.users().keySet());
    }
    Path file = folder.resolve(entry.list().get());
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream().map(String::strip).filter(each -> !each.isEmpty() && !each.startsWith("#")).toList();
    } catch (IOException e) {
      throw TrekException.at(file).kind(TrekException.Kind.ESTATE).found("the names of the users can't be read").because(e).next("write them into it, one a line, in UTF-8; or correct list under imap in estate.yaml");
    }
  }

  @Override
  public ImapLogin of(String user) throws TrekException {
    if (entry.master().isPresent()) {
      Declaration.Login as = entry.master().get();
      return new ImapLogin(user, as.user(), secret(as.password(), as.user()));
    }
    SecretSource source = entry.users().get(user);
    if (source == null) {
      throw TrekException.at(entry.url()).kind(TrekException.Kind.ESTATE).found("no password of " + user + " is declared").next("declare it in estate.yaml, under users of this server: " + user + ": { file: FILE }");
    }
    return new ImapLogin(user, user, secret(source, user));
  }

  private synchronized Secret secret(SecretSource source, String account) throws TrekException {
    Secret known = told.get(account);
    if (known == null) {
      known = secrets.get(source, "password of " + account + " at " + entry.url());
      told.put(account, known);
    }
    return known;
  }
}
