package org.mailtrek.mailbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapChannel;
import org.mailtrek.host.ImapLook;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.TrekException;

/** Who may use a folder of an IMAP server (RFC 4314). */
final class ImapAccess implements FolderAccess {

  private final ImapServer server;
  private final String user;
  private final String wire;

  ImapAccess(ImapServer server, String user, String wire) {
    this.server = server;
    this.user = user;
    this.wire = wire;
  }

  /** Returns whether a server tells rights, to whomever it has signed in. */
  static boolean told(ImapLook channel) {
    return channel.can("ACL");
  }

  /** Returns whether rights can be given as they are written today; servers of RFC 2086 have others. */
  static boolean given(ImapLook channel) {
    return told(channel) && channel.canSome("RIGHTS=");
  }

  @Override
  public SortedMap<String, String> rights() throws TrekException {
    return server.look(user, open -> read(open, user, wire));
  }

  /** Reads the rights of others in a folder; none where the server does not tell any. */
  static SortedMap<String, String> read(ImapLook open, String user, String wire) throws IOException, TrekException {
    SortedMap<String, String> found = new TreeMap<>();
    for (ImapAnswer each : told(open) ? open.ask(ImapLook.Question.GETACL, ImapChannel.quoted(wire)) : List.<ImapAnswer>of()) {
      if (each.is("ACL") && !each.values().isEmpty()) {
        List<String> pairs = new ArrayList<>();
        each.values().subList(1, each.values().size()).forEach(value -> pairs.add(new String(value.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        found.putAll(Rights.others(user, pairs));
      }
    }
    return found;
  }

  @Override
  public Optional<String> give(String identifier, String rights) throws TrekException {
    return changed("SETACL " + ImapChannel.quoted(wire) + " " + spelt(identifier) + " " + rights);
  }

  @Override
  public Optional<String> take(String identifier) throws TrekException {
    return changed("DELETEACL " + ImapChannel.quoted(wire) + " " + spelt(identifier));
  }

  private Optional<String> changed(String command) throws TrekException {
    try {
      server.ask(user, channel -> channel.say(command));
      return Optional.empty();
    } catch (TrekException e) {
      if (e.getCause() instanceof IOException) {
        throw e; // nobody answers
      }
      return Optional.of(e.what());
    }
  }

  private static String spelt(String identifier) {
    return ImapChannel.quoted(new String(identifier.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }
}
