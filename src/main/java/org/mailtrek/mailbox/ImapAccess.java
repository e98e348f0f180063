package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapChannel;
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
  static boolean told(ImapChannel channel) {
    return channel.can("ACL");
  }

  /** Returns whether rights can be given as they are written today; servers of RFC 2086 have others. */
  static boolean given(ImapChannel channel) {
    return channel.can("ACL") && channel.canSome("RIGHTS=");
  }

  @Override
  public SortedMap<String, String> rights() throws TrekException {
    List<ImapAnswer> answers = server.ask(user, channel -> told(channel) ? channel.say("GETACL " + ImapChannel.quoted(wire)) : List.<ImapAnswer>of());
    SortedMap<String, String> found = new TreeMap<>();
    for (ImapAnswer each : answers) {
      if (each.is("ACL") && !each.values().isEmpty()) {
        List<String> pairs = new ArrayList<>();
        each.values().subList(1, each.values().size()).forEach(value -> pairs.add(new String(value.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        found.putAll(Rights.others(user, pairs));
      }
    }
    return found;
  }

  @Override
  public void give(String identifier, String rights) throws TrekException {
    server.ask(user, channel -> channel.say("SETACL " + ImapChannel.quoted(wire) + " " + spelt(identifier) + " " + rights));
  }

  @Override
  public void take(String identifier) throws TrekException {
    server.ask(user, channel -> channel.say("DELETEACL " + ImapChannel.quoted(wire) + " " + spelt(identifier)));
  }

  private static String spelt(String identifier) {
    return ImapChannel.quoted(new String(identifier.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
  }
}
