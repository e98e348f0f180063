package org.mailtrek.mailbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapChannel;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.TrekException;

/** The messages of one folder of an IMAP server that is filled, by their UIDs. */
final class ImapCopies {

  private static final String ATOM = "[!#$&'+,\\-./0-9:;<=>?@A-Z\\[^_`a-z|}~]+";
  private static final String ANY = "\\*";
  private static final String MESSAGES = "MESSAGES";

  private final ImapServer server;
  private final String user;
  private final String wire;
  private Optional<Set<String>> kept = Optional.empty();
  private boolean write = true;

  ImapCopies(ImapServer server, String user, String wire) {
    this.server = server;
    this.user = user;
    this.wire = wire;
  }

  /** Returns where it is, for people. */
  String title() {
    return user + ", " + wire + " at " + server.url();
  }

  String quoted() {
    return ImapChannel.quoted(wire);
  }

  /** From now on the folder is read only. */
  void onlyRead() {
    write = false;
  }

  <T> T ask(ImapServer.Talk<T> talk) throws TrekException {
    return server.ask(user, talk);
  }

  /** Speaks about the folder's messages. */
  <T> T inside(ImapServer.Talk<T> talk) throws TrekException {
    return server.ask(user, channel -> {
      learn(channel.select(wire, write));
      return talk.with(channel);
    });
  }

  /** Where a folder is only read nothing can be kept (RFC 3501, 7.1): there those count that some message has. */
  private void learn(List<ImapAnswer> selection) {
    if (kept.isEmpty()) {
      for (ImapAnswer each : selection) {
        int end = each.text().indexOf(")]");
        if (!write && each.is("FLAGS") && !each.values().isEmpty() && each.values().get(0) instanceof List<?> flags) {
          kept = Optional.of(flags.stream().map(flag -> flag.toString().toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new)));
        } else if (write && each.text().toUpperCase(Locale.ROOT).startsWith("[PERMANENTFLAGS (") && end > 0) {
          kept = Optional.of(new TreeSet<>(List.of(each.text().substring(each.text().indexOf('(') + 1, end).toLowerCase(Locale.ROOT).split(" "))));
        }
      }
      kept = Optional.of(kept.orElse(Set.of(ANY)));
    }
  }

  /** Returns whether IMAP can carry a word (RFC 3501, 9). */
  static boolean carried(String word) {
    return word.matches(ATOM);
  }

  /** Returns the marks that the server keeps, as commands have them. */
  Set<String> words(Marks marks) throws TrekException {
    if (kept.isEmpty()) {
      inside(channel -> true);
    }
    Set<String> found = new TreeSet<>();
    boolean all = kept.orElseThrow().equals(Set.of(ANY)); // nobody said what is kept
    boolean any = kept.get().contains(ANY);
    marks.flags().stream().map(each -> "\\" + each.name().charAt(0) + each.name().substring(1).toLowerCase(Locale.ROOT)).filter(each -> all || kept.get().contains(each.toLowerCase(Locale.ROOT))).forEach(found::add);
    marks.keywords().stream().filter(each -> carried(each) && (any || kept.get().contains(each.toLowerCase(Locale.ROOT)))).forEach(found::add);
    return found;
  }

  boolean there() throws TrekException {
    return ask(channel -> channel.say("LIST \"\" " + quoted())).stream().anyMatch(each -> each.is("LIST") && each.values().size() > 2 && each.values().get(2).toString().equals(wire)
        && each.values().get(0) instanceof List<?> flags && flags.stream().noneMatch(flag -> flag.toString().equalsIgnoreCase("\\Noselect") || flag.toString().equalsIgnoreCase("\\NonExistent")));
  }

  /** Returns a number that the server tells of the folder, such as {@code UIDNEXT}. */
  long status(String item) throws TrekException {
    return ask(channel -> channel.status(wire, item)).orElseThrow(() -> TrekException.at(title()).found("the server does not tell " + item).next("this server can't be filled"));
  }

  /** Returns the flags and words of messages, in small letters, by UID; those of UIDs that are not there are missing. */
  Map<Long, Set<String>> flags(String uids) throws TrekException {
    Map<Long, Set<String>> found = new HashMap<>();
    for (ImapAnswer each : inside(channel -> channel.say("UID FETCH " + uids + " (UID FLAGS)"))) {
      if (each.is("FETCH") && each.values().size() == 1 && each.values().get(0) instanceof List<?> pairs && ImapAnswer.of(pairs, "UID").orElse("").toString().matches("[0-9]{1,10}") && ImapAnswer.of(pairs, "FLAGS").orElse("") instanceof List<?> flags) {
        Set<String> words = new TreeSet<>();
        flags.stream().map(flag -> flag.toString().toLowerCase(Locale.ROOT)).filter(flag -> !flag.equals("\\recent")).forEach(words::add);
        found.put(Long.parseLong(ImapAnswer.of(pairs, "UID").get().toString()), words);
      }
    }
    return found;
  }

  /** Opens a message as the wire has it. */
  InputStream open(long uid) throws TrekException {
    try {
      ImapChannel channel = server.take(user);
      boolean open = false;
      try {
        channel.select(wire, write);
        InputStream content = channel.content(uid, 0);
        open = true;
        return new Given(content, channel);
      } finally {
        if (!open) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw server.lost(e);
    }
  }

  /** Gives the connection back when the content was read. */
  private final class Given extends FilterInputStream {

    private final ImapChannel channel;

    private Given(InputStream in, ImapChannel channel) {
      super(in);
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
      } finally {
        server.giveBack(user, channel);
      }
    }
  }

  /** Puts messages there, over one connection, which is given up when anything is unclear. */
  void append(Appending work) throws TrekException {
    ImapChannel channel = server.take(user);
    boolean whole = false;
    try {
      work.over(channel);
      whole = true;
    } catch (IOException e) {
      throw server.lost(e);
    } finally {
      if (whole) {
        server.giveBack(user, channel);
      } else {
        channel.close();
      }
    }
  }

  /** Returns whether no folder lies in this one. */
  private boolean childless() throws TrekException {
    String divider = ask(ImapSpaces::of).own().get(0).divider();
    return divider.isEmpty() || ask(channel -> channel.say("LIST \"\" " + ImapChannel.quoted(wire + divider + "%"))).stream().noneMatch(each -> each.is("LIST"));
  }

  /**
   * Removes the folder if nothing is in it, and no folder either; under another name, so that no mail comes into it between the look and the removal.
   *
   * @return whether it is gone
   */
  boolean removeIfEmpty() throws TrekException {
    ImapCopies aside = new ImapCopies(server, user, wire + "-mailtrek-undo");
    if (!aside.there()) {
      if (wire.equals(FolderName.INBOX.toString()) || !there() || !childless() || status(MESSAGES) > 0) {
        return !there();
      }
      ask(channel -> channel.say("RENAME " + quoted() + " " + aside.quoted()));
    }
    if (aside.status(MESSAGES) == 0) {
      ask(channel -> channel.say("DELETE " + aside.quoted()));
    } else {
      ask(channel -> channel.say("RENAME " + aside.quoted() + " " + quoted()));
    }
    return !there();
  }

  /** Puts messages there. */
  interface Appending {
    void over(ImapChannel channel) throws IOException, TrekException;
  }

  /**
   * Looks for messages that may be there, though nobody noted their UIDs: by size, date and bytes.
   *
   * @param from the first UID that they can have
   * @param known UIDs that belong to others
   * @return the UIDs of those that are there, by their keys
   * @throws TrekException also when a message has the date of a wanted one but other bytes: it may be that one, changed by the server, and putting it there again might double it
   */
  Map<Long, Long> find(List<Placed> wanted, Map<Long, ImapUids.Copy> waiting, long from, Set<Long> known) throws TrekException {
    List<Message> fresh = new ArrayList<>();
    for (Message each : inside(channel -> ImapMessages.of(channel.say("UID FETCH " + from + ":* " + ImapMessages.ITEMS)))) {
      if (each.uid().orElseThrow() >= from && !known.contains(each.uid().getAsLong())) {
        fresh.add(each);
      }
    }
    Map<Long, Long> found = new HashMap<>();
    Set<Long> taken = new HashSet<>();
    for (Placed each : wanted) {
      ImapUids.Copy copy = waiting.get(each.key());
      for (Message message : copy == null ? List.<Message>of() : fresh) {
        long uid = message.uid().orElseThrow();
        boolean like = message.size() == copy.size() && dated(message, each) && !taken.contains(uid);
        if (like && !found.containsKey(each.key()) && each.digest().equals(digest(uid, copy.ends()))) {
          found.put(each.key(), uid);
          taken.add(uid);
        }
      }
    }
    for (Placed each : wanted) {
      for (Message message : found.containsKey(each.key()) || !waiting.containsKey(each.key()) ? List.<Message>of() : fresh) {
        refuseIfDoubtful(each, waiting.get(each.key()), message, taken);
      }
    }
    return found;
  }

  private void refuseIfDoubtful(Placed wanted, ImapUids.Copy copy, Message message, Set<Long> taken) throws TrekException {
    long at = message.uid().orElseThrow();
    boolean dated = dated(message, wanted);
    if (!taken.contains(at) && (dated || message.size() == copy.size() && wanted.digest().equals(digest(at, copy.ends())))) {
      String uid = message.id();
      throw TrekException.at(title()).found(uid + " came while it was filled, with the " + (dated ? "date of a message that waits but other bytes" : "bytes of a message that waits but another date") + ": the server may have changed that one").next("look at both; remove " + uid + " there if it is that message, else move it to another folder; then the same command again");
    }
  }

  private static boolean dated(Message message, Placed wanted) {
    return message.arrived().getEpochSecond() == wanted.seconds();
  }

  /** Returns the digest of a message with its own ends of lines. */
  private String digest(long uid, LineEnds ends) throws TrekException {
    try (InputStream content = ends.fromWire(open(uid))) {
      return SourceRemoval.whole(content);
    } catch (IOException e) {
      throw server.lost(e);
    }
  }

  /** Returns whether a message that was put there is there as it was given: with its bytes and its date. */
  boolean kept(Placed placed, ImapUids.Copy copy) throws TrekException {
    List<Message> there = inside(channel -> ImapMessages.of(channel.say("UID FETCH " + copy.uid() + " " + ImapMessages.ITEMS)));
    return there.stream().anyMatch(each -> each.uid().equals(OptionalLong.of(copy.uid())) && dated(each, placed)) && placed.digest().equals(digest(copy.uid(), copy.ends()));
  }

  /** Removes a message, and none but it. */
  void expunge(long uid) throws TrekException {
    inside(channel -> channel.say("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)"));
    inside(channel -> channel.say("UID EXPUNGE " + uid));
  }
}
