package org.mailtrek.mailbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Which UID each message got at an IMAP server, of one folder: append-only. The head is {@code uids 1 UIDVALIDITY}; another one below it says that all above is void. Then
 * {@code >} and the UID from which on messages of the open batch are to be looked for, {@code s} a message that waits, {@code u} it has a UID, {@code x} it is about to be
 * removed, {@code y} that is over, {@code =} the batch is whole. What a killed process wrote half is cut off. For one thread, which holds the folder's lock.
 */
final class ImapUids {

  private static final String HEAD = "uids 1 ";

  private final LineFile file;
  private final Map<Long, Copy> waiting = new HashMap<>();
  private final Set<Long> batch = new HashSet<>();
  private final Set<Long> leaving = new HashSet<>();
  private KeyTable table = new KeyTable();
  private long validity;
  private long from;

  private ImapUids(LineFile file) {
    this.file = file;
  }

  /**
   * A message at the server.
   *
   * @param uid its UID; 0 while it waits
   * @param size how many bytes it has on the wire
   * @param ends how its lines end
   */
  record Copy(long uid, long size, LineEnds ends) {

    Copy at(long newUid) {
      return new Copy(newUid, size, ends);
    }
  }

  /** Reads a list; one that is not there is empty. */
  static ImapUids read(Disk disk, FilesView files, HostPath file) throws TrekException {
    ImapUids uids = new ImapUids(new LineFile(disk, files, file));
    uids.file.read(uids::take);
    return uids;
  }

  private boolean take(String line, long place) {
    String[] words = line.split(" ");
    if (line.matches(HEAD + "[0-9]{1,10}")) {
      validity = Long.parseLong(words[2]);
      table = new KeyTable();
      close();
    } else if (line.equals("=")) {
      close();
    } else if (line.matches("> [0-9]{1,10}")) {
      from = Long.parseLong(words[1]);
    } else if (line.matches("x [0-9a-f]{1,16}")) {
      leaving.add(Long.parseUnsignedLong(words[1], 16));
    } else if (line.matches("y [0-9a-f]{1,16}")) {
      leaving.remove(Long.parseUnsignedLong(words[1], 16));
    } else {
      Optional<Copy> copy = copy(line);
      copy.ifPresent(each -> note(Long.parseUnsignedLong(words[1], 16), each, place));
      return copy.isPresent();
    }
    return true;
  }

  private void close() {
    waiting.clear();
    batch.clear();
    from = 0;
  }

  private static Optional<Copy> copy(String line) {
    if (!line.matches("[su] [0-9a-f]{1,16} [0-9]{1,10} [0-9]{1,15} \\S+")) {
      return Optional.empty();
    }
    String[] words = line.split(" ");
    return LineEnds.read(words[4]).map(ends -> new Copy(Long.parseLong(words[2]), Long.parseLong(words[3]), ends));
  }

  private void note(long key, Copy copy, long place) {
    if (copy.uid() == 0) {
      waiting.put(key, copy);
      table.fate(key, KeyTable.Fate.BACK); // what it had before is gone
    } else {
      waiting.remove(key);
      batch.add(copy.uid());
      leaving.remove(key);
      table.put(key, place, 0);
    }
  }

  /** Returns the folder's UIDVALIDITY; 0 where none was noted. */
  long validity() {
    return validity;
  }

  /** Returns from which UID on messages of the open batch are to be looked for; 0 where none is open. */
  long from() {
    return from;
  }

  /** Returns the UIDs that were noted in the open batch. */
  Set<Long> known() {
    return batch;
  }

  /** Returns a message that waits. */
  Optional<Copy> waiting(long key) {
    return Optional.ofNullable(waiting.get(key));
  }

  /** Returns the messages that we were about to remove. */
  Set<Long> leaving() {
    return Set.copyOf(leaving);
  }

  /** Returns a message that has a UID. */
  Optional<Copy> at(long key) throws TrekException {
    if (table.fate(key) != KeyTable.Fate.PLACED) {
      return Optional.empty();
    }
    return copy(file.at(table.place(key)));
  }

  /** Begins anew where the server gave all UIDs anew. */
  void begin(long newValidity) throws TrekException {
    if (validity != newValidity) {
      act(HEAD + newValidity);
    }
  }

  void from(long next) throws TrekException {
    act("> " + next);
  }

  void waits(long key, Copy copy) throws TrekException {
    act(line('s', key, copy));
  }

  void put(long key, Copy copy) throws TrekException {
    act(line('u', key, copy));
  }

  void leaves(long key) throws TrekException {
    act("x " + Long.toHexString(key));
  }

  /** Takes back {@link #leaves}: it is gone, or stays. */
  void stays(long key) throws TrekException {
    act("y " + Long.toHexString(key));
  }

  /** Says that the batch is whole, durably. */
  void end() throws TrekException {
    act("=");
    file.sync();
  }

  private static String line(char act, long key, Copy copy) {
    return act + " " + Long.toHexString(key) + " " + copy.uid() + " " + copy.size() + " " + copy.ends().text();
  }

  private void act(String line) throws TrekException {
    long place = file.end();
    file.append(line + "\n");
    take(line, place);
  }
}
