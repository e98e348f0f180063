package org.mailtrek.host;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a host says of one file, folder or link, without following links.
 *
 * @param kind what it is
 * @param uid the owner's number
 * @param gid the group's number
 * @param mode permission bits, {@code 07777} at most
 * @param size in bytes; 0 for all but files
 * @param modified time of the last write of the content
 * @param links count of hard links
 * @param device number of the mount it lies on; two paths with equal numbers may still be on different mounts (bind mounts)
 * @param target the bytes a symbolic link points to; empty for all others
 * @param attributes extended attributes of the {@code user} name space (without that prefix) by name
 */
public record FileState(
    Kind kind, int uid, int gid, int mode, long size, Instant modified, int links, long device, byte[] target, SortedMap<String, byte[]> attributes) {

  /** Kinds of file system objects. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A folder. */
    FOLDER,
    /** A symbolic link. */
    LINK,
    /** A socket, pipe or device. */
    OTHER
  }

  /** Copies what can change. */
  public FileState {
    target = target.clone();
    attributes = new TreeMap<>(attributes);
  }

  /** Returns whether owner, group, mode (but for links, which have none) and extended attributes are the same. */
  public boolean sameOwnerAndMode(FileState other) {
    return uid == other.uid && gid == other.gid && (kind == Kind.LINK || mode == other.mode) && sameAttributes(other);
  }

  private boolean sameAttributes(FileState other) {
    if (!attributes.keySet().equals(other.attributes.keySet())) {
      return false;
    }
    for (Map.Entry<String, byte[]> each : attributes.entrySet()) {
      if (!Arrays.equals(each.getValue(), other.attributes.get(each.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
