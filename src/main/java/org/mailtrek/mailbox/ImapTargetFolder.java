package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapChannel;
import org.mailtrek.host.TrekException;

/**
 * A folder of an IMAP server as it is filled. Messages wait in files beside the ledger; each is put there by {@code APPEND} with its date and marks, and the UID that it got is
 * noted. What was put there before a kill and never noted is found by its size, date and bytes among the UIDs that were given out since.
 */
final class ImapTargetFolder implements TargetFolder {

  private static final String UIDS = "uids";
  private static final int AHEAD = 500;
  private static final long MOMENT = 200_000_000;
  private static final String DELETED = "\\Deleted";

  /** Codes of refusals that the next message would meet as well (RFC 5530, RFC 9208). */
  private static final List<String> FINAL = List.of("OVERQUOTA", "NOPERM", "TRYCREATE", "UNAVAILABLE", "SERVERBUG", "READ-ONLY");

  private final Place place;
  private final ImapCopies copies;
  private final Wish wished;
  private final Duration late;
  private final StagedFiles staged;
  private final Map<Long, Set<String>> ahead = new HashMap<>();
  private Optional<ImapUids> uids = Optional.empty();
  private long aheadTo;
  private boolean looking;
  private boolean tried;

  /** Where what waits for the server lies. */
  record Place(Disk disk, FilesView files, HostPath folder) {}

  /** Tells whether the folder is to be subscribed when it is made. */
  interface Wish {
    boolean subscribed() throws TrekException;
  }

  /** Prepares it; {@code late} is how long the server may take to show a message whose sender was killed. */
  ImapTargetFolder(Place place, ImapCopies copies, Wish wished, Duration late) {
    this.late = late;
    this.place = place;
    this.copies = copies;
    this.wished = wished;
    this.staged = new StagedFiles(place.disk(), place.files(), place.folder());
  }

  @Override
  public HostPath place() {
    return place.folder();
  }

  @Override
  public boolean there() throws TrekException {
    return copies.there();
  }

  private ImapUids uids() throws TrekException {
    if (uids.isEmpty()) {
      uids = Optional.of(ImapUids.read(place.disk(), place.files(), place.folder().resolve(UIDS)));
    }
    return uids.get();
  }

  @Override
  public void open(Numbers numbers) throws TrekException {
    TargetOwner.of(place.files(), place.folder()).folder(place.disk(), place.files(), place.folder());
    staged.clear();
    boolean made = !copies.there();
    if (made) {
      copies.ask(channel -> channel.say("CREATE " + copies.quoted()));
      if (wished.subscribed()) {
        copies.ask(channel -> channel.say("SUBSCRIBE " + copies.quoted()));
      }
    }
    long validity = copies.status("UIDVALIDITY");
    if (!made && uids().validity() != 0 && uids().validity() != validity) {
      throw TrekException.at(copies.title()).found("its UIDVALIDITY is " + validity + ", and was " + uids().validity() + " when it was filled: the server gave its UIDs anew, or another one answers").next("see that the address leads to the same server and mailbox; if it does, nobody can tell any more which messages were moved: mailbox verify");
    }
    uids().begin(validity);
    for (long each : uids().leaving()) { // a killed undo has marked it, and somebody else's program would remove it
      Optional<ImapUids.Copy> copy = uids().at(each);
      if (copy.isPresent()) {
        store(copy.get().uid(), "-FLAGS.SILENT", Set.of(DELETED));
      }
      uids().stays(each);
    }
  }

  /** What a folder holds whose UIDs were given out anew is no copy of ours any more. */
  @Override
  public void look() throws TrekException {
    looking = true;
    copies.onlyRead();
    if (uids().validity() != copies.status("UIDVALIDITY")) {
      uids = Optional.of(ImapUids.read(place.disk(), place.files(), place.folder().resolve("none")));
    }
  }

  @Override
  public Placed stage(long key, Message message, InputStream content) throws IOException, TrekException {
    Optional<String> refused = ImapMessages.refuses(message.arrived());
    if (refused.isPresent()) {
      throw new LineEnds.Uncarried(refused.get());
    }
    if (uids().from() == 0) {
      uids().from(copies.status("UIDNEXT"));
    }
    LineEnds.Watch watch = new LineEnds.Watch(content);
    Placed placed = staged.stage(key, message, watch, TargetOwner.of(place.files(), place.folder()));
    uids().waits(key, new ImapUids.Copy(0, placed.size() + watch.added(), watch.found()));
    return placed;
  }

  @Override
  public List<Refused> publish(List<Placed> all, boolean last) throws TrekException {
    List<Refused> refused = new ArrayList<>();
    copies.append(channel -> {
      for (Placed each : all) {
        put(channel, each, refused);
      }
    });
    uids().end();
    for (Placed each : all) {
      place.disk().delete(staged.file(each.key()));
    }
    return refused;
  }

  private Map<Long, ImapUids.Copy> waiting(List<Placed> all) throws TrekException {
    Map<Long, ImapUids.Copy> found = new HashMap<>();
    for (Placed each : all) {
      Optional<ImapUids.Copy> copy = uids().waiting(each.key());
      copy.ifPresent(one -> found.put(each.key(), one));
    }
    return found;
  }

  /** Puts a message there. A folder whose server does not say which UID it got has none that last (UIDNOTSTICKY, RFC 4315): nothing could be verified or taken back. */
  private void put(ImapChannel channel, Placed placed, List<Refused> refused) throws IOException, TrekException {
    ImapUids.Copy copy = uids().waiting(placed.key()).orElseThrow();
    String where = copies.quoted() + " (" + String.join(" ", copies.words(placed.marks())) + ") \"" + ImapMessages.date(Instant.ofEpochSecond(placed.seconds())) + "\"";
    ImapAnswer answer;
    try (InputStream content = LineEnds.toWire(place.files().read(staged.file(placed.key())))) {
      answer = channel.append(where, copy.size(), content);
    }
    if (!answer.word().equals("OK")) {
      refused.add(new Refused(placed, answer.said()));
      if (FINAL.stream().anyMatch(each -> answer.code(each).isPresent())) {
        throw TrekException.at(copies.title()).found("takes no more messages: " + answer.said()).next("see what the server's log says, or make room; then the same command again");
      }
      return;
    }
    List<String> given = answer.code("APPENDUID").filter(words -> words.size() == 3 && words.get(2).matches("[0-9]{1,10}"))
        .orElseThrow(() -> TrekException.at(copies.title()).found("the server does not say which UID a message got").next("this folder can't be filled by IMAP; remove its newest message, which is ours"));
    if (!given.get(1).equals(String.valueOf(uids().validity()))) {
      throw TrekException.at(copies.title()).found("its UIDs were given out anew while it was filled").next("the same command again");
    }
    long uid = Long.parseLong(given.get(2));
    if (!tried) {
      if (!copies.kept(placed, copy.at(uid))) {
        copies.expunge(uid);
        throw TrekException.at(copies.title()).found("a message that was put there comes back with other bytes or another date, and was removed again: the server changes what it is given, so nothing could be verified").next("this server can't be filled by IMAP");
      }
      tried = true;
    }
    uids().put(placed.key(), copy.at(uid));
  }

  @Override
  public Set<Long> settle(List<Placed> all) throws TrekException {
    Set<Long> there = new HashSet<>();
    List<Placed> unknown = new ArrayList<>();
    for (Placed each : all) {
      if (uids().waiting(each.key()).isPresent()) {
        unknown.add(each);
      } else if (uids().at(each.key()).isPresent()) {
        there.add(each.key());
      }
    }
    if (!unknown.isEmpty() && uids().from() > 0) {
      Map<Long, ImapUids.Copy> waiting = waiting(unknown);
      for (Map.Entry<Long, Long> each : find(unknown, waiting).entrySet()) {
        uids().put(each.getKey(), waiting.get(each.getKey()).at(each.getValue()));
        there.add(each.getKey());
      }
    }
    uids().end();
    return there;
  }

  /** Looks for what is there and was never noted. The first of them may have been on its way when we were killed, and may take a while to be seen; behind it none was sent. */
  private Map<Long, Long> find(List<Placed> unknown, Map<Long, ImapUids.Copy> waiting) throws TrekException {
    long end = System.nanoTime() + late.toNanos();
    Map<Long, Long> found = copies.find(unknown, waiting, uids().from(), uids().known());
    while (!found.containsKey(unknown.get(0).key()) && System.nanoTime() < end) {
      LockSupport.parkNanos(MOMENT);
      found = copies.find(unknown, waiting, uids().from(), uids().known());
    }
    return found;
  }

  @Override
  public void finish(Numbers numbers) {
    // the server gives its own numbers
  }

  /** Returns the flags of a copy; while nothing is written, those of the next ones are asked for as well. */
  private Optional<Set<String>> flags(Placed placed) throws TrekException {
    Optional<ImapUids.Copy> copy = uids().at(placed.key());
    if (copy.isEmpty()) {
      return Optional.empty();
    }
    long uid = copy.get().uid();
    if (!looking) {
      return Optional.ofNullable(copies.flags(String.valueOf(uid)).get(uid));
    }
    if (!ahead.containsKey(uid) && (uid > aheadTo || uid <= aheadTo - AHEAD)) {
      ahead.clear();
      aheadTo = uid + AHEAD - 1;
      ahead.putAll(copies.flags(uid + ":" + aheadTo));
    }
    return Optional.ofNullable(ahead.get(uid));
  }

  @Override
  public boolean untouched(Placed placed) throws TrekException {
    Optional<Set<String>> found = flags(placed);
    if (found.isEmpty()) {
      return false;
    }
    Set<String> wanted = new TreeSet<>();
    copies.words(placed.marks()).forEach(each -> wanted.add(each.toLowerCase(Locale.ROOT)));
    return found.get().equals(wanted);
  }

  @Override
  public boolean holds(Placed placed) throws TrekException {
    return flags(placed).isPresent();
  }

  private ImapUids.Copy at(Placed placed) throws TrekException {
    return uids().at(placed.key()).orElseThrow(() -> TrekException.at(copies.title()).found("nobody noted which UID a message got").next("mailbox verify"));
  }

  @Override
  public InputStream open(Placed placed) throws TrekException {
    ImapUids.Copy copy = at(placed);
    return copy.ends().fromWire(copies.open(copy.uid()));
  }

  @Override
  public void mark(Placed placed, Marks now) throws TrekException {
    long uid = at(placed).uid();
    Set<String> more = new TreeSet<>(copies.words(now));
    more.removeAll(copies.words(placed.marks()));
    Set<String> less = new TreeSet<>(copies.words(placed.marks()));
    less.removeAll(copies.words(now));
    store(uid, "+FLAGS.SILENT", more);
    store(uid, "-FLAGS.SILENT", less);
  }

  private void store(long uid, String how, Set<String> flags) throws TrekException {
    if (!flags.isEmpty()) {
      copies.inside(channel -> channel.say("UID STORE " + uid + " " + how + flags.stream().collect(Collectors.joining(" ", " (", ")"))));
    }
  }

  /** Only by {@code UID EXPUNGE}: without it other messages that wait to be removed would go as well. */
  @Override
  public void remove(Placed placed) throws TrekException {
    long uid = at(placed).uid();
    copies.inside(channel -> {
      if (!channel.can("UIDPLUS")) {
        throw TrekException.at(copies.title()).found("UID " + uid + " can't be removed alone: the server lacks UIDPLUS (RFC 4315)").next("remove it there with a mail program");
      }
      return true;
    });
    uids().leaves(placed.key());
    copies.expunge(uid);
    uids().stays(placed.key());
  }

  @Override
  public void removeIfEmpty() throws TrekException {
    if (copies.removeIfEmpty() && place.files().stat(place.folder()).isPresent()) {
      for (HostPath each : place.files().list(place.folder())) {
        place.disk().delete(each);
      }
      place.disk().delete(place.folder());
      uids = Optional.empty();
    }
  }
}
