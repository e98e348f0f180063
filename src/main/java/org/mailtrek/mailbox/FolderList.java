package org.mailtrek.mailbox;

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

  private static final String HEAD = "messages 1 [0-9]{1,12} [0-9]{1,12} (new|old)";

  private final LineFile file;
  private final KeyTable table = new KeyTable();
  private final List<Placed> open = new ArrayList<>();
  private Optional<TargetFolder.Numbers> numbers = Optional.empty();
  private boolean made;
  private long messages;
  private long bytes;

  private FolderList(LineFile file) {
    this.file = file;
  }

  /** Reads a list; one that is not there is empty. */
  static FolderList read(Disk disk, FilesView files, HostPath file) throws TrekException {
    FolderList list = new FolderList(new LineFile(disk, files, file));
    list.file.read((line, place) -> list.numbers.isEmpty() ? list.head(line) : list.act(line, place));
    return list;
  }

  private boolean head(String text) {
    if (text.matches(HEAD)) {
      String[] words = text.split(" ");
      numbers = Optional.of(new TargetFolder.Numbers(Long.parseLong(words[2]), Long.parseLong(words[3])));
      made = words[4].equals("new");
    }
    return numbers.isPresent();
  }

  private boolean act(String text, long place) {
    if (text.equals("=")) {
      open.clear();
      return true;
    }
    Optional<Placed> placed = text.length() > 2 ? Placed.read(text.substring(2)) : Optional.empty();
    placed.ifPresent(each -> note(text.charAt(0), each, place));
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
    return Placed.read(file.at(table.place(key)).substring(2)).orElseThrow(() -> new IllegalStateException("a line of a folder's list has changed"));
  }

  /** Begins the list; nothing is durable before its file system was synced, as for all that is written here. */
  void begin(TargetFolder.Numbers source, boolean folderIsNew) throws TrekException {
    file.append("messages 1 " + source.validity() + " " + source.next() + " " + (folderIsNew ? "new" : "old") + "\n");
    numbers = Optional.of(source);
    made = folderIsNew;
  }

  void staged(List<Placed> all) throws TrekException {
    acts('+', all);
  }

  void published() throws TrekException {
    file.append("=\n");
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
    long at = file.end();
    for (Placed each : all) {
      String line = act + " " + each.text() + "\n";
      places.add(at);
      at += line.getBytes(StandardCharsets.UTF_8).length;
      text.append(line);
    }
    file.append(text.toString());
    for (int each = 0; each < all.size(); each++) {
      note(act, all.get(each), places.get(each));
    }
  }
}
