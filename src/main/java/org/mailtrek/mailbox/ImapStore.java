package org.mailtrek.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.ImapLook;
import org.mailtrek.host.ImapView;
import org.mailtrek.host.TrekException;

/** Mailboxes of an IMAP server, any (RFC 3501): folders are opened to be read only, and nothing is noted on a message that is read. */
public final class ImapStore implements MailStore {

  /** What stands before the server's name where a store is named. */
  public static final String FORMAT = "imap:";

  private final String name;
  private final ImapView server;

  /** Makes the store of the server that {@code estate.yaml} calls so; nothing is connected yet. */
  public ImapStore(String name, ImapView server) {
    this.name = name;
    this.server = server;
  }

  @Override
  public String title() {
    return FORMAT + name + " at " + server.url();
  }

  @Override
  public List<String> users() throws TrekException {
    List<String> users = server.users();
    if (users.isEmpty()) {
      throw TrekException.at(title()).kind(TrekException.Kind.USAGE).found("nobody can be asked who has a mailbox there: IMAP tells it to nobody").next("list: FILE under imap." + name + " in estate.yaml: their names, one a line; or --users FILE");
    }
    return users;
  }

  @Override
  public List<MailFolder> folders(String user) throws TrekException {
    return server.look(user, open -> ImapName.list(open, ImapLook.Question.LIST)).stream().map(each -> (MailFolder) new ImapFolder(server, user, each)).toList();
  }

  @Override
  public Set<FolderName> subscribed(String user) throws TrekException {
    return server.look(user, open -> ImapName.list(open, ImapLook.Question.LSUB)).stream().map(ImapName::name).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Optional<Quota> quota(String user) throws TrekException {
    return server.look(user, ImapQuota::of);
  }

  @Override
  public List<String> remarks() {
    return List.of("messages are what the server gives by IMAP: for NUL bytes, which it can't carry, Dovecot gives bytes 128", "flags of a server's own that begin with \\ are not read");
  }
}
