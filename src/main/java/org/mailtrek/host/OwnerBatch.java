package org.mailtrek.host;

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
 * @param paths where they are
 */
public record OwnerBatch(FileState.Kind kind, int uid, int gid, int mode, int newUid, int newGid, int newMode, List<HostPath> paths) {

  /** Copies the list. */
  public OwnerBatch {
    paths = List.copyOf(paths);
  }
}
