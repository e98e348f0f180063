package org.mailtrek.mailbox;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.mailtrek.host.ImapView;
import org.mailtrek.host.TrekException;

/** A folder of an IMAP server. A message is known by its UID, for as long as UIDVALIDITY stays. For one thread. */
final class ImapFolder implements MailFolder {

  /** How many messages are listed at once. */
  private static final int PAGE = 500;

  private final ImapView server;
  private final String user;
  private final ImapName name;
  private final int pageful;
  private Optional<ImapReading> reading = Optional.empty();

  ImapFolder(ImapView server, String user, ImapName name) {
    this(server, user, name, PAGE);
  }

  ImapFolder(ImapView server, String user, ImapName name, int pageful) {
    this.pageful = pageful;
    this.server = server;
    this.user = user;
    this.name = name;
  }

  @Override
  public FolderName name() {
    return name.name();
  }

  @Override
  public OptionalLong uidValidity() throws TrekException {
    OptionalLong told = status("UIDVALIDITY");
    if (told.orElse(0) == 0) {
      throw TrekException.at(user + ", " + name.wire() + " at " + server.url()).found("the server does not tell UIDVALIDITY, so that nobody can know its messages again").next("move this mailbox another way");
    }
    return told;
  }

  @Override
  public OptionalLong uidNext() throws TrekException {
    return status("UIDNEXT");
  }

  private OptionalLong status(String item) throws TrekException {
    return server.look(user, open -> open.status(name.wire(), item));
  }

  @Override
  public OptionalLong key(Message message) {
    return message.uid();
  }

  @Override
  public SortedMap<String, String> access() throws TrekException {
    return server.look(user, open -> ImapAccess.read(open, user, name.wire()));
  }

  @Override
  public void messages(Taker taker) throws TrekException {
    try (ImapReading begun = new ImapReading(server, user, name.wire(), pageful)) {
      reading = Optional.of(begun);
      begun.messages(taker);
    } finally {
      reading = Optional.empty();
    }
  }

  @Override
  public InputStream open(Message message) throws TrekException {
    long uid = message.uid().orElseThrow();
    return reading.isPresent() ? new ImapBody(reading.get(), uid, false) : new ImapBody(new ImapReading(server, user, name.wire(), pageful), uid, true);
  }
}
