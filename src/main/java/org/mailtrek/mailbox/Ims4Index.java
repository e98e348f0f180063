package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.TrekException;

/**
 * What the layout of 4.x has no documented place for: {@code mailtrek.idx} begins with {@code ims4 1 UIDVALIDITY UIDNEXT} and has a line for each message,
 * {@code NUMBER KEY SIZE SECONDS LETTERS [WORD ...]}; a later line of a number replaces an earlier one, and a message is there when its file is. For one thread.
 */
final class Ims4Index {

  static final String NAME = "mailtrek.idx";
  private static final int LONGEST = 1 << 16;
  private static final String HEAD = "ims4 1 [0-9]{1,12} [0-9]{1,12}";
  private static final String LINE = "[0-9]{1,10} [0-9a-f]{1,16} [0-9]{1,15} -?[0-9]{1,12} (-|[RTDFS]{1,5})( \\S+)*";
  private static final int WORDS = 5;

  private final FilesView files;
  private final HostPath file;
  private final KeyTable table = new KeyTable();
  private TargetFolder.Numbers numbers = new TargetFolder.Numbers(0, 0);
  private long whole;
  private long last;

  private Ims4Index(FilesView files, HostPath file) {
    this.files = files;
    this.file = file;
  }

  /** Takes the newest line of a number. */
  interface Taker {
    void take(long number, long seconds, Marks marks);
  }

  /** Reads the index of a folder; one that is not there is empty. */
  static Ims4Index read(FilesView files, HostPath folder, Taker taker) throws TrekException {
    Ims4Index index = new Ims4Index(files, folder.resolve(NAME));
    if (files.stat(index.file).isPresent()) {
      try (BufferedInputStream in = new BufferedInputStream(files.read(index.file), LONGEST)) {
        index.take(in, taker);
      } catch (IOException e) {
        throw TrekException.at(files.name() + ":" + index.file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
      }
    }
    return index;
  }

  private void take(BufferedInputStream in, Taker taker) throws IOException {
    ByteLine line = new ByteLine(LONGEST);
    boolean good = true;
    while (good && line.read(in)) {
      String text = new String(line.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      List<String> words = List.of(text.split(" "));
      good = line.whole() && text.matches(whole == 0 ? HEAD : LINE);
      if (good && whole == 0) {
        numbers = new TargetFolder.Numbers(Long.parseLong(words.get(2)), Long.parseLong(words.get(3)));
      } else if (good) {
        Marks marks = new Marks(Marks.flags(words.get(WORDS - 1)), new TreeSet<>(words.subList(WORDS, words.size())));
        note(Long.parseLong(words.get(0)), Long.parseUnsignedLong(words.get(1), 16), marks);
        taker.take(Long.parseLong(words.get(0)), Long.parseLong(words.get(3)), marks);
      }
      whole += good ? line.length() : 0;
    }
  }

  private void note(long number, long key, Marks marks) {
    table.put(key, number, Placed.number(marks));
    last = Math.max(last, number);
  }

  TargetFolder.Numbers numbers() {
    return numbers;
  }

  /** Returns the number of a message; 0 when it never got one. */
  long number(long key) {
    return table.fate(key) == KeyTable.Fate.UNKNOWN ? 0 : table.place(key);
  }

  /** Returns whether a message has these marks here. */
  boolean marked(Placed placed) {
    return number(placed.key()) > 0 && table.mark(placed.key()) == placed.marksNumber();
  }

  /** Returns the highest number that was given out. */
  long last() {
    return last;
  }

  /** Makes the index where it is missing. */
  void begin(Disk disk, NewFiles.Mark mark, TargetFolder.Numbers source) throws TrekException {
    if (files.stat(file).isEmpty()) {
      try (NewFiles making = disk.files(mark)) {
        making.begin(file);
        making.end();
      }
    } else if (whole == 0) { // a kill may have come before it got its owner
      disk.chown(file, mark.uid(), mark.gid());
      disk.chmod(file, mark.mode());
    }
    if (whole == 0) {
      append(disk, "ims4 1 " + source.validity() + " " + source.next() + "\n");
      numbers = source;
    }
  }

  /** Adds lines, each with its number. */
  void add(Disk disk, List<Placed> all, List<Long> given) throws TrekException {
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < all.size(); at++) {
      Placed each = all.get(at);
      lines.append(given.get(at)).append(' ').append(Long.toHexString(each.key())).append(' ').append(each.size()).append(' ').append(each.seconds()).append(' ').append(Placed.marksText(each.marks())).append('\n');
      note(given.get(at), each.key(), each.marks());
    }
    append(disk, lines.toString());
  }

  private void append(Disk disk, String text) throws TrekException {
    if (files.stat(file).filter(state -> state.size() > whole).isPresent()) {
      disk.truncate(file, whole);
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    disk.append(file, bytes, 0, bytes.length);
    whole += bytes.length;
  }
}
