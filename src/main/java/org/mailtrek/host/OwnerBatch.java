package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Objects of one kind that have one owner and mode and shall all get another. An object that somebody has changed meanwhile is left as it is.
 *
 * @param kind what they are
 * @param uid the user that they have
 * @param gid the group that they have
 * @param mode the permission bits that they have
 * @param newUid the user that they get
 * @param newGid the group that they get
 * @param newMode the permission bits that they get
 * @param names where they are, each path with a NUL at its end; there may be many, so they are not copied
 */
public record OwnerBatch(FileState.Kind kind, int uid, int gid, int mode, int newUid, int newGid, int newMode, byte[] names) {

  /** Makes a batch of a few. */
  public OwnerBatch(FileState.Kind kind, int uid, int gid, int mode, int newUid, int newGid, int newMode, List<HostPath> paths) {
    this(kind, uid, gid, mode, newUid, newGid, newMode, names(paths));
  }

  private static byte[] names(List<HostPath> paths) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (HostPath each : paths) {
      names.writeBytes(each.bytes());
      names.write(0);
    }
    return names.toByteArray();
  }

  /** Returns where they are. */
  public List<HostPath> paths() {
    return paths(names);
  }

  /** Returns the batch that takes this one back. */
  public OwnerBatch back() {
    return new OwnerBatch(kind, newUid, newGid, newMode, uid, gid, mode, names);
  }

  /** Returns paths that each end in NUL. */
  public static List<HostPath> paths(byte[] names) {
    List<HostPath> paths = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < names.length; at++) {
      if (names[at] == 0) {
        paths.add(HostPath.ofBytes(Arrays.copyOfRange(names, start, at)));
        start = at + 1;
      }
    }
    return paths;
  }
}
