package org.mailtrek.attachments;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** Adds up the blocks and inodes that files will take, and compares them with what is free. */
final class RoomForFiles {

  private static final long BLOCK = 4096;
  /** What stays free: a part in so many of what is needed. */
  private static final int RESERVE = 50;

  private final HostView on;
  private final HostPath top;
  private long bytes;
  private long objects;

  RoomForFiles(HostView on, HostPath top) {
    this.on = on;
    this.top = top;
  }

  void file(long size) {
    bytes += (size + BLOCK - 1) / BLOCK * BLOCK;
    objects++;
  }

  void folder() {
    bytes += BLOCK;
    objects++;
  }

  /**
   * Compares.
   *
   * @return a sentence where inodes can't be counted there
   * @throws TrekException when there is no room
   */
  Optional<String> check() throws TrekException {
    HostView.Space space = on.space(top);
    long needed = bytes + bytes / RESERVE;
    if (space.freeBytes() < needed) {
      throw full(space, needed + " bytes are needed, and " + space.freeBytes() + " are free");
    }
    if (objects == 0) {
      return Optional.empty();
    }
    Optional<Long> inodes = inodes(space.mount());
    if (inodes.isEmpty()) {
      return Optional.of("how many inodes are free at " + space.mount() + " could not be asked");
    }
    if (inodes.get() > 0 && inodes.get() < objects) {
      throw full(space, objects + " inodes are needed, and " + inodes.get() + " are free");
    }
    return Optional.empty();
  }

  private TrekException full(HostView.Space space, String found) {
    return TrekException.at(on.name() + ":" + top).kind(TrekException.Kind.REFUSED).found("the file system at " + space.mount() + " has no room: " + found).next("make room, or name another folder with --to");
  }

  /** Returns the free inodes, 0 on a file system that has no fixed number; empty where the machine can't be asked. */
  private Optional<Long> inodes(HostPath mount) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Programs.Ended ended;
    try {
      ended = on.inspection().read(java.util.List.of("df", "--output=iavail", "--", mount.toString()), out);
    } catch (TrekException simulated) {
      return Optional.empty();
    }
    String[] lines = out.toString(StandardCharsets.UTF_8).strip().split("\n");
    String last = lines[lines.length - 1].strip();
    return ended.ok() && last.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(last)) : ended.ok() ? Optional.of(0L) : Optional.empty();
  }
}
