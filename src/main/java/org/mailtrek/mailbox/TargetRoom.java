package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Adds up what messages will take on each file system that gets some of them, room and files, and compares it with what is free there. */
public final class TargetRoom {

  private static final long BLOCK = 4096;
  /** What stays free for lists of UIDs, indexes and folders: a part in so many of what is needed. */
  private static final int RESERVE = 50;
  /** Folders and lists that a mail folder consists of. */
  private static final int OF_A_FOLDER = 10;

  private final Map<String, Need> needs = new TreeMap<>();

  /** What a file system will have to take. */
  private static final class Need {
    private final FilesView on;
    private final HostView.Space space;
    private final OptionalLong freeFiles;
    private long bytes;
    private long files;

    Need(FilesView on, HostView.Space space) throws TrekException {
      this.on = on;
      this.space = space;
      this.freeFiles = on.freeFiles(space.mount());
    }
  }

  /**
   * Adds users of whom nothing was moved yet, by the lists of the source. A mailbox that can't be read is passed over.
   *
   * @throws TrekException when the ledger can't be read, or the target's host can't be asked
   */
  public void add(Ledger ledger, MailMove.Sides sides, List<String> users) throws TrekException {
    for (String user : sides.target().onDisk() ? users : List.<String>of()) {
      if (ledger.states(user).stream().allMatch(state -> state.stage() == FolderState.Stage.TRANSITION)) {
        add(sides, user);
      }
    }
  }

  private void add(MailMove.Sides sides, String user) throws TrekException {
    long[] sums = new long[2];
    try {
      for (MailFolder folder : sides.source().folders(user)) {
        sums[1] += files(1);
        folder.messages(each -> {
          sums[0] += blocks(each.size());
          sums[1]++;
        });
      }
    } catch (TrekException unread) {
      return; // the move names it
    }
    add(sides, user, sums[0], sums[1]);
  }

  /** Returns how many files and folders so many mail folders take, besides their messages. */
  static long files(long folders) {
    return folders * OF_A_FOLDER;
  }

  /** Returns what a message takes that has a file of its own, in bytes. */
  static long blocks(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * Adds what a user gets.
   *
   * @throws TrekException when the host can't be asked for its file systems
   */
  void add(MailMove.Sides sides, String user, long bytes, long files) throws TrekException {
    if (bytes > 0 && sides.target().onDisk()) {
      FilesView on = sides.to().files();
      HostView.Space space = on.space(sides.target().place(user));
      String key = on.name() + " " + space.mountKey();
      if (!needs.containsKey(key)) {
        needs.put(key, new Need(on, space));
      }
      Need need = needs.get(key);
      need.bytes += bytes + bytes / RESERVE;
      need.files += files;
    }
  }

  /** Returns where there is too little room, and how much is needed there, a line each. */
  public List<String> lacking() {
    List<String> lines = new ArrayList<>();
    for (Need each : needs.values()) {
      String where = "the file system at " + each.space.mount() + " of " + each.on.name();
      if (each.bytes > each.space.freeBytes()) {
        lines.add(where + " has no room for it: about " + size(each.bytes) + " are needed, and " + size(each.space.freeBytes()) + " are free");
      }
      if (each.freeFiles.isPresent() && each.files > each.freeFiles.getAsLong()) {
        lines.add(where + " has no room for so many files: about " + each.files + " inodes are needed, and " + each.freeFiles.getAsLong() + " are free");
      }
    }
    return lines;
  }

  /** Returns how much of which file system will be taken, and where that is too much, a line each. */
  List<String> told() {
    List<String> lines = new ArrayList<>(taken());
    lacking().forEach(each -> lines.add("! " + each));
    return lines;
  }

  private List<String> taken() {
    List<String> lines = new ArrayList<>();
    for (Need each : needs.values()) {
      String inodes = each.freeFiles.isPresent() ? ", and about " + each.files + " of its " + each.freeFiles.getAsLong() + " free inodes" : "";
      lines.add("about " + size(each.bytes) + " of the " + size(each.space.freeBytes()) + " that are free at " + each.space.mount() + " will be taken" + inodes);
    }
    return lines;
  }

  private static String size(long bytes) {
    return bytes < 10L << 30 ? (bytes + (1 << 20) - 1 >> 20) + " MiB" : (bytes >> 30) + " GiB";
  }
}
