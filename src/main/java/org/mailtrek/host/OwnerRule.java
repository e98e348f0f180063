package org.mailtrek.host;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The owner and mode that objects shall have, by number.
 *
 * @param uid the user
 * @param gid the group
 * @param folderMode permission bits of folders; empty to keep them
 * @param fileMode permission bits of files; empty to keep them
 * @param executable whether files that their owner may execute can be executed by whoever may read them, besides {@code fileMode}
 */
public record OwnerRule(int uid, int gid, OptionalInt folderMode, OptionalInt fileMode, boolean executable) {

  /** Takes objects that are not as a rule wants them. */
  @FunctionalInterface
  public interface Taker {

    /** Takes one; of its state only kind, owner, mode and the number of names are told. */
    void take(HostPath path, FileState state) throws TrekException;

    /** Takes one by its path below the top; for trees of which each object counts. */
    default void take(HostPath top, byte[] below, Found found) throws TrekException {
      take(below.length == 0 ? top : top.resolve(below), found.state());
    }
  }

  /** What was found of an object. */
  public record Found(FileState.Kind kind, int uid, int gid, int mode, int links) {

    FileState state() {
      return new FileState(kind, uid, gid, mode, 0, Instant.EPOCH, links, 0, new byte[0], new TreeMap<>());
    }
  }

  /** Returns the mode that an object shall have. */
  public int mode(FileState.Kind kind, int now) {
    return switch (kind) {
      case FOLDER -> folderMode.orElse(now);
      case FILE -> fileMode.isEmpty() ? now : executable && (now & 0100) != 0 ? withExecution() : fileMode.getAsInt();
      default -> now;
    };
  }

  /** Returns the mode of files that may be executed: by all who may read them. */
  int withExecution() {
    int mode = fileMode.orElseThrow();
    return mode | (mode & 0444) >> 2;
  }

  /** Returns whether an object is as wanted. */
  public boolean met(FileState state) {
    return state.uid() == uid && state.gid() == gid && mode(state.kind(), state.mode()) == state.mode();
  }
}
