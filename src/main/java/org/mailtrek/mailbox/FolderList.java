package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What was put into the target for one folder: append-only. The head is {@code messages 1 UIDVALIDITY UIDNEXT new|old}; then a line for each act: {@code +} a message
 * is about to be published, {@code =} all above are, {@code ~} it got other marks, {@code -} it was taken back, {@code x} it is about to be removed at the source.
 * What a killed process wrote half is cut off. For one thread, which holds the folder's lock.
 */
final class FolderList {

  private static final int LONGEST = 1 << 16;
  private static final String HEAD = "messages 1 [0-9]{1,12} [0-9]{1,12} (new|old)";

  private final Disk disk;
  private final FilesView files;
  private final HostPath file;
  private final KeyTable table = new KeyTable();
  private final List<Placed> open = new ArrayList<>();
  private Optional<TargetFolder.Numbers> numbers = Optional.empty();
  private boolean made;
  private long whole;
  private long messages;
  private long bytes;

  private FolderList(Disk disk, FilesView files, HostPath file) {
    this.disk = disk;
    this.files = files;
    this.file = file;
  }

  /** Reads a list; one that is not there is empty. */
  static FolderList read(Disk disk, FilesView files, HostPath file) throws TrekException {
    FolderList list = new FolderList(disk, files, file);
    if (files.stat(file).isPresent()) {
      try (BufferedInputStream in = new BufferedInputStream(files.read(file), LONGEST)) {
        list.take(in);
      } catch (IOException e) {
        throw TrekException.at(files.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
      }
    }
    return list;
  }

  private void take(BufferedInputStream in) throws IOException {
    ByteLine line = new ByteLine(LONGEST);
    boolean good = true;
    while (good && line.read(in)) {
      String text = new String(line.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      good = line.whole() && (numbers.isEmpty() ? head(text) : act(text));
      whole += good ? line.length() : 0;
    }
  }

  private boolean head(String text) {
    if (text.matches(HEAD)) {
      String[] words = text.split(" ");
      numbers = Optional.of(new TargetFolder.Numbers(Long.parseLong(words[2]), Long.parseLong(words[3])));
      made = words[4].equals("new");
    }
    return numbers.isPresent();
  }

  private boolean act(String text) {
    if (text.equals("=")) {
      open.clear();
      return true;
    }
    Optional<Placed> placed = text.length() > 2 ? Placed.read(text.substring(2)) : Optional.empty();
    placed.ifPresent(each -> note(text.charAt(0), each, whole));
    return placed.isPresent();
  }

  private void note(char act, Placed placed, long place) {
    boolean there = table.fate(placed.key()) == KeyTable.Fate.PLACED || table.fate(placed.key()) == KeyTable.Fate.TAKEN;
    switch (act) {
      case '+', '~' -> {
        messages += there ? 0 : 1;
        bytes += there ? 0 : placed.size();
        table.put(placed.key(), place, placed.marksNumber());
        if (act == '+') {
          open.add(placed);
        }
      }
      case '-' -> {
        messages -= there ? 1 : 0;
        bytes -= there ? placed.size() : 0;
        table.fate(placed.key(), KeyTable.Fate.BACK);
      }
      default -> table.fate(placed.key(), KeyTable.Fate.TAKEN);
    }
  }

  /** Returns what the source said when the folder was begun; empty when it was not. */
  Optional<TargetFolder.Numbers> numbers() {
    return numbers;
  }

  /** Returns whether the folder was not there when it was begun. */
  boolean made() {
    return made;
  }

  /** Returns what became of each message. */
  KeyTable table() {
    return table;
  }

  /** Returns the messages whose publication was not noted: a batch at most. */
  List<Placed> open() {
    return List.copyOf(open);
  }

  /** Returns how many messages were put there and not taken back. */
  long messages() {
    return messages;
  }

  /** Returns what these have together, in bytes. */
  long bytes() {
    return bytes;
  }

  /** Returns the newest line of a message. */
  Placed at(long key) throws TrekException {
    try (InputStream in = files.read(file)) {
      in.skipNBytes(table.place(key));
      ByteLine line = new ByteLine(LONGEST);
      line.read(new BufferedInputStream(in, 1 << 9));
      return Placed.read(new String(line.text().substring(2).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)).orElseThrow(() -> new IllegalStateException("a line of " + file + " has changed"));
    } catch (IOException e) {
      throw TrekException.at(files.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }

  /** Begins the list; nothing is durable before its file system was synced, as for all that is written here. */
  void begin(TargetFolder.Numbers source, boolean folderIsNew) throws TrekException {
    if (files.stat(file).isEmpty()) {
      disk.create(file);
    }
    append("messages 1 " + source.validity() + " " + source.next() + " " + (folderIsNew ? "new" : "old") + "\n");
    numbers = Optional.of(source);
    made = folderIsNew;
  }

  void staged(List<Placed> all) throws TrekException {
    acts('+', all);
  }

  void published() throws TrekException {
    append("=\n");
    open.clear();
  }

  void marked(Placed placed) throws TrekException {
    acts('~', List.of(placed));
  }

  void back(List<Placed> all) throws TrekException {
    acts('-', all);
  }

  void taken(List<Placed> all) throws TrekException {
    acts('x', all);
  }

  private void acts(char act, List<Placed> all) throws TrekException {
    if (all.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    List<Long> places = new ArrayList<>();
    long at = whole;
    for (Placed each : all) {
      String line = act + " " + each.text() + "\n";
      places.add(at);
      at += line.getBytes(StandardCharsets.UTF_8).length;
      text.append(line);
    }
    append(text.toString());
    for (int each = 0; each < all.size(); each++) {
      note(act, all.get(each), places.get(each));
    }
  }

  private void append(String text) throws TrekException {
    if (files.stat(file).filter(state -> state.size() > whole).isPresent()) {
      disk.truncate(file, whole);
    }
    byte[] bytesOfText = text.getBytes(StandardCharsets.UTF_8);
    disk.append(file, bytesOfText, 0, bytesOfText.length);
    whole += bytesOfText.length;
  }
}
