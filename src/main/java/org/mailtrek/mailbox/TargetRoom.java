package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Adds up what messages will take on each file system that gets some of them, and compares it with what is free there. */
public final class TargetRoom {

  private static final long BLOCK = 4096;
  /** What stays free for lists of UIDs, indexes and folders: a part in so many of what is needed. */
  private static final int RESERVE = 50;

  private final MailTarget target;
  private final FilesView files;
  private final Map<String, HostView.Space> spaces = new TreeMap<>();
  private final Map<String, Long> needed = new TreeMap<>();

  TargetRoom(MailTarget target, FilesView files) {
    this.target = target;
    this.files = files;
  }

  /**
   * Returns where the target has too little room for users of whom nothing was moved yet, a line each; reads lists only. A mailbox that can't be read is passed over.
   *
   * @throws TrekException when the ledger can't be read
   */
  public static List<String> lacking(Ledger ledger, MailMove.Sides sides, List<String> users) throws TrekException {
    TargetRoom room = new TargetRoom(sides.target(), sides.to().files());
    for (String user : room.target.onDisk() ? users : List.<String>of()) {
      if (ledger.states(user).stream().allMatch(state -> state.stage() == FolderState.Stage.TRANSITION)) {
        room.addAll(sides.source(), user);
      }
    }
    return room.lacking();
  }

  private void addAll(MailStore source, String user) {
    long[] bytes = new long[1];
    try {
      for (MailFolder folder : source.folders(user)) {
        folder.messages(each -> bytes[0] += blocks(each.size()));
      }
      add(user, bytes[0]);
    } catch (TrekException unread) {
      // the move names it
    }
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
  void add(String user, long bytes) throws TrekException {
    if (bytes > 0 && target.onDisk()) {
      HostView.Space space = files.space(target.place(user));
      spaces.put(space.mountKey(), space);
      needed.merge(space.mountKey(), bytes + bytes / RESERVE, Long::sum);
    }
  }

  /** Returns where there is too little room, and how much is needed there, a line each. */
  List<String> lacking() {
    List<String> lines = new ArrayList<>();
    needed.forEach((key, bytes) -> {
      HostView.Space space = spaces.get(key);
      if (bytes > space.freeBytes()) {
        lines.add("the file system at " + space.mount() + " has no room for it: about " + size(bytes) + " are needed, and " + size(space.freeBytes()) + " are free");
      }
    });
    return lines;
  }

  /** Returns how much of which file system will be taken, a line each. */
  List<String> taken() {
    List<String> lines = new ArrayList<>();
    needed.forEach((key, bytes) -> lines.add("about " + size(bytes) + " of the " + size(spaces.get(key).freeBytes()) + " that are free at " + spaces.get(key).mount() + " will be taken"));
    return lines;
  }

  private static String size(long bytes) {
    return bytes < 10L << 30 ? (bytes + (1 << 20) - 1 >> 20) + " MiB" : (bytes >> 30) + " GiB";
  }
}
