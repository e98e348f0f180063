package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What is known of the move of one store into another: how far each folder is, and which messages were put where. Append-only files, one a user for the
 * folders, one a folder for its messages, so that each is read by itself; and a kernel lock for each folder. Lies in the estate's folder, beside the journal.
 *
 * <p>Safe for several threads and processes. Nothing is durable before the file system of {@link #place} was synced; what a killed process wrote half is
 * passed over.
 */
public final class Ledger {

  private static final String PAIR = ".move";
  private static final String STATES = "states";
  private static final String SUBSCRIBED = "subscribed";
  private static final String MADE = "made";
  private static final int PRIVATE = 0700;

  private final Disk disk;
  private final FilesView files;
  private final HostPath folder;
  private final MovePair pair;
  private final FolderLocks locks;

  private Ledger(Disk disk, FilesView files, HostPath folder, MovePair pair, FolderLocks locks) {
    this.disk = disk;
    this.files = files;
    this.folder = folder;
    this.pair = pair;
    this.locks = locks;
  }

  /**
   * Opens the ledger of a move; it need not be there yet.
   *
   * @param disk writes the machine that Mailtrek runs on
   * @param files reads it
   * @param moves the folder that has a ledger for each pair of stores
   * @param pair from where to where
   * @param locks the folder of the kernel locks: the same one, unless the machine is simulated
   */
  public static Ledger open(Disk disk, FilesView files, HostPath moves, MovePair pair, Path locks) {
    String name = HexFormat.of().formatHex(Sha.of(pair.text().getBytes(StandardCharsets.UTF_8)), 0, 6);
    return new Ledger(disk, files, moves.resolve(name), pair, new FolderLocks(locks.resolve(name + ".locks")));
  }

  /**
   * Returns the moves that were begun.
   *
   * @param moves the folder of their ledgers
   * @throws TrekException when it can't be read
   */
  public static List<MovePair> begun(FilesView files, HostPath moves) throws TrekException {
    List<MovePair> found = new ArrayList<>();
    for (HostPath each : files.stat(moves).isPresent() ? files.list(moves) : List.<HostPath>of()) {
      if (each.name().endsWith(PAIR)) {
        MovePair.read(new String(files.readAll(each), StandardCharsets.UTF_8)).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Notes from where to where, so that it need not be typed again. */
  void begin() throws TrekException {
    HostPath file = folder.sibling((folder.name() + PAIR).getBytes(StandardCharsets.UTF_8));
    if (files.stat(file).filter(state -> state.size() == pair.text().getBytes(StandardCharsets.UTF_8).length).isEmpty()) {
      folders(folder);
      create(file);
      disk.truncate(file, 0);
      byte[] text = pair.text().getBytes(StandardCharsets.UTF_8);
      disk.append(file, text, 0, text.length);
    }
  }

  /**
   * Tells whether somebody is at a folder now.
   *
   * @throws TrekException when the file system has no locks
   */
  public boolean busy(String user, FolderName name) throws TrekException {
    Optional<FolderLocks.Held> lock = lock(user, name);
    if (lock.isPresent()) {
      lock.get().close();
    }
    return lock.isEmpty();
  }

  /** Returns the folder in which it lies. */
  HostPath place() {
    return folder;
  }

  FilesView files() {
    return files;
  }

  Disk disk() {
    return disk;
  }

  /**
   * Returns the users of whom anything is known, in the order of their names.
   *
   * @throws TrekException when it can't be read
   */
  public List<String> users() throws TrekException {
    Set<String> found = new TreeSet<>();
    if (files.stat(folder).isPresent()) {
      for (HostPath part : files.list(folder)) {
        files.list(part).forEach(each -> found.add(new String(each.nameBytes(), StandardCharsets.UTF_8)));
      }
    }
    return new ArrayList<>(found);
  }

  private HostPath user(String user) {
    return folder.resolve(HexFormat.of().formatHex(Sha.of(user.getBytes(StandardCharsets.UTF_8)), 0, 1)).resolve(user);
  }

  /**
   * Returns how far each folder of a user is.
   *
   * @throws TrekException when it can't be read
   */
  public List<FolderState> states(String user) throws TrekException {
    Map<FolderName, FolderState> newest = new LinkedHashMap<>();
    for (String line : lines(user(user).resolve(STATES))) {
      FolderState.read(line).ifPresent(each -> newest.put(each.folder(), each));
    }
    return new ArrayList<>(newest.values());
  }

  private List<String> lines(HostPath file) throws TrekException {
    return files.stat(file).isEmpty() ? List.of() : new String(files.readAll(file), StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * Notes how far a folder of a user is.
   *
   * @throws TrekException when the host refuses
   */
  public void note(String user, FolderState state) throws TrekException {
    append(user(user).resolve(STATES), state.line());
  }

  private void append(HostPath file, String line) throws TrekException {
    folders(file.parent());
    if (files.stat(file).isEmpty()) {
      create(file);
    }
    byte[] bytes = ((whole(file) ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8);
    disk.append(file, bytes, 0, bytes.length);
  }

  /** A kill may have left half a line: what comes behind it must not become a part of it. */
  private boolean whole(HostPath file) throws TrekException {
    long size = files.stat(file).map(FileState::size).orElse(0L);
    if (size == 0) {
      return true;
    }
    try (InputStream in = files.read(file)) {
      in.skipNBytes(size - 1);
      return in.read() == '\n';
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }

  private void create(HostPath file) throws TrekException {
    try {
      disk.create(file);
    } catch (TrekException refused) {
      if (files.stat(file).isEmpty()) {
        throw refused; // else another process made it just now
      }
    }
  }

  private void folders(HostPath path) throws TrekException {
    if (files.stat(path).isEmpty()) {
      folders(path.parent());
      try {
        disk.mkdir(path, PRIVATE);
      } catch (TrekException refused) {
        if (files.stat(path).isEmpty()) {
          throw refused;
        }
      }
    }
  }

  /**
   * Takes the lock of a folder.
   *
   * @return empty when another process or thread has it
   * @throws TrekException when the file system has no locks
   */
  Optional<FolderLocks.Held> lock(String user, FolderName name) throws TrekException {
    return locks.take(user + "\n" + name.spelt('/'));
  }

  /** Takes the lock of a user's mailbox as a whole, for a moment. */
  Optional<FolderLocks.Held> lock(String user) throws TrekException {
    return locks.take(user);
  }

  /** Reads what was put into the target for a folder; {@link #note} comes before anything is written to it. */
  FolderList list(String user, FolderName name) throws TrekException {
    return FolderList.read(disk, files, messages(user, name));
  }

  /** Reads what rights were given to others in a folder at the target; {@link #note} comes before. */
  AccessList access(String user, FolderName name) throws TrekException {
    return AccessList.read(new LineFile(disk, files, own(user, name, ".rights")));
  }

  private HostPath messages(String user, FolderName name) {
    return own(user, name, ".messages");
  }

  private HostPath own(String user, FolderName name, String what) {
    return user(user).resolve(HexFormat.of().formatHex(Sha.of(name.spelt('/').getBytes(StandardCharsets.UTF_8)), 0, 8) + what);
  }

  /**
   * Notes which folder was missing first on the way to a user's mailbox, before it is made; nothing where one is noted.
   *
   * @param first the topmost of those that were missing
   */
  void making(String user, HostPath first) throws TrekException {
    HostPath file = user(user).resolve(MADE);
    if (made(user).isEmpty()) {
      if (files.stat(file).isPresent()) {
        disk.truncate(file, 0);
      }
      append(file, first + "\n");
    }
  }

  /** Returns what {@link #making} noted first; empty when the mailbox was there, or a kill left half a line. */
  Optional<HostPath> made(String user) throws TrekException {
    HostPath file = user(user).resolve(MADE);
    String text = files.stat(file).isEmpty() ? "" : new String(files.readAll(file), StandardCharsets.UTF_8);
    return text.endsWith("\n") ? Optional.of(HostPath.parse(text.strip())) : Optional.empty();
  }

  /** Forgets what {@link #making} noted: all of it is gone. */
  void unmade(String user) throws TrekException {
    if (made(user).isPresent()) {
      disk.truncate(user(user).resolve(MADE), 0);
    }
  }

  /** Returns the folders that a user's programs were told to show. */
  Set<String> subscribed(String user) throws TrekException {
    return new TreeSet<>(lines(user(user).resolve(SUBSCRIBED)));
  }

  void subscribed(String user, Set<String> names) throws TrekException {
    append(user(user).resolve(SUBSCRIBED), String.join("\n", names) + "\n");
  }

  /** Forgets folders of which the programs were told otherwise; cut off, it forgets the others too, which are told again then. */
  void unsubscribed(String user, Set<String> names) throws TrekException {
    Set<String> kept = subscribed(user);
    if (kept.removeAll(names)) {
      disk.truncate(user(user).resolve(SUBSCRIBED), 0);
      if (!kept.isEmpty()) {
        subscribed(user, kept);
      }
    }
  }
}
