package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.TrekException;

/**
 * Writes Dovecot's list of a folder's UIDs, under Dovecot's lock, so that a reader sees a message with the UID given here, or not at all. The head's next UID is
 * raised last: Dovecot would give later ones to messages that come below it.
 */
final class MaildirUids {

  private static final int PIECE = 1 << 16;

  private final Disk disk;
  private final FilesView files;
  private final HostPath list;
  private final HostPath tmp;
  private final long wanted;
  private TargetOwner owner = new TargetOwner(0, 0);
  private UidList known = new UidList(-1, 0, 0, 0, 0);

  /** Stands for the list of a folder; {@code wanted} is the UIDVALIDITY that a new one gets, 0 for any. */
  MaildirUids(Disk disk, FilesView files, HostPath folder, long wanted) {
    this.disk = disk;
    this.files = files;
    this.list = folder.resolve(UidList.NAME);
    this.tmp = folder.resolve("tmp");
    this.wanted = wanted;
  }

  /**
   * A message that gets a UID.
   *
   * @param uid the one that it had; 0 where it had none
   * @param base its file's name, without flags
   */
  record Given(long uid, String base) {}

  /** Makes messages visible. */
  interface Showing {
    void show() throws TrekException;
  }

  /** Takes away what a killed process of ours left. */
  void clear(TargetOwner whose) throws TrekException {
    owner = whose;
    new DotLock(disk, files, list, tmp).clear();
  }

  /** Makes the list of a folder without messages; durable with the first of them. */
  void begin() throws TrekException {
    try (NewFiles making = disk.files(owner.mark())) {
      byte[] text = head(1).getBytes(StandardCharsets.US_ASCII);
      making.begin(list);
      making.write(text, 0, text.length);
      making.end();
    }
  }

  /** Gives UIDs to messages that become visible meanwhile; a new list tells {@code next} as the UID after them. */
  void give(List<Given> all, long next, Showing showing) throws TrekException {
    if (files.stat(list).isEmpty() && first(all, next, showing)) {
      return;
    }
    try (DotLock lock = new DotLock(disk, files, list, tmp)) {
      lock.take(new byte[0], owner.mark());
      UidList there = current();
      if (there.whole() < there.size()) {
        disk.truncate(list, there.whole());
      }
      long last = Math.max(there.last(), there.next() - 1);
      byte[] text = lines(all, last, there.validity() == wanted).getBytes(StandardCharsets.US_ASCII);
      showing.show();
      disk.append(list, text, 0, text.length);
      long end = Long.parseLong(lastLine(text));
      known = new UidList(there.whole() + text.length, there.whole() + text.length, there.validity(), there.next(), end);
    }
  }

  private static String lastLine(byte[] text) {
    String whole = new String(text, StandardCharsets.US_ASCII).stripTrailing();
    String line = whole.substring(whole.lastIndexOf('\n') + 1);
    return line.substring(0, line.indexOf(' '));
  }

  /** Makes the list with its first messages; false when Dovecot was quicker. */
  private boolean first(List<Given> all, long next, Showing showing) throws TrekException {
    String lines = lines(all, 0, true);
    long last = Long.parseLong(lastLine(lines.getBytes(StandardCharsets.US_ASCII)));
    try (DotLock lock = new DotLock(disk, files, list, tmp)) {
      lock.take((head(Math.max(next, last + 1)) + lines).getBytes(StandardCharsets.US_ASCII), owner.mark());
      if (files.stat(list).isPresent()) {
        return false;
      }
      showing.show();
      lock.replace();
    }
    return true;
  }

  private static String lines(List<Given> all, long before, boolean keep) {
    StringBuilder lines = new StringBuilder();
    long last = before;
    for (Given each : all) {
      last = keep && each.uid() > last ? each.uid() : last + 1;
      lines.append(last).append(" :").append(each.base()).append('\n');
    }
    return lines.toString();
  }

  private String head(long next) {
    long validity = wanted > 0 ? wanted : Clock.systemUTC().instant().getEpochSecond();
    return "3 V" + validity + " N" + Math.max(1, next) + " G" + UUID.randomUUID().toString().replace("-", "") + "\n";
  }

  private UidList current() throws TrekException {
    if (known.size() < 0 || files.stat(list).map(state -> state.size() != known.size()).orElse(true)) {
      known = UidList.read(files, list, name -> { });
    }
    return known;
  }

  /** Makes the next UID this one, if it is lower, and the list where there is none. */
  void raise(long next) throws TrekException {
    boolean missing = files.stat(list).isEmpty();
    UidList there = current();
    if (!missing && (there.validity() != wanted || Math.max(there.next(), there.last() + 1) >= next)) {
      return;
    }
    try (DotLock lock = new DotLock(disk, files, list, tmp)) {
      lock.take(head(next).getBytes(StandardCharsets.US_ASCII), owner.mark());
      if (!missing) {
        copyLines(lock);
      }
      lock.replace();
    }
    known = new UidList(-1, 0, 0, 0, 0);
  }

  private void copyLines(DotLock lock) throws TrekException {
    try (InputStream in = files.read(list)) {
      int each = in.read();
      while (each >= 0 && each != '\n') {
        each = in.read();
      }
      byte[] buffer = new byte[PIECE];
      for (int got = in.readNBytes(buffer, 0, PIECE); got > 0; got = in.readNBytes(buffer, 0, PIECE)) {
        lock.append(buffer, got);
      }
    } catch (IOException e) {
      throw TrekException.at(files.name() + ":" + list).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }
}
