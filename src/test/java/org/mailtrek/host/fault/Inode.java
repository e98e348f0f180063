package org.mailtrek.host.fault;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.host.FileState;

/** A file, folder or link of a {@link MemoryFiles}: as it is, and as it would be after a loss of power. */
final class Inode {

  final FileState.Kind kind;
  final Map<String, Inode> names = new TreeMap<>();
  Map<String, Inode> durableNames = new TreeMap<>();
  Meta meta;
  Meta durableMeta;
  byte[] content = {};
  byte[] durableContent = {};
  int links;

  /** What {@code stat} tells. */
  record Meta(int uid, int gid, int mode, Instant modified, Map<String, byte[]> attributes) {
    Meta owned(int newUid, int newGid, boolean clear) {
      return new Meta(newUid, newGid, clear ? mode & 01777 : mode, modified, attributes);
    }

    Meta moded(int newMode) {
      return new Meta(uid, gid, newMode, modified, attributes);
    }

    Meta at(Instant time) {
      return new Meta(uid, gid, mode, time, attributes);
    }

    Meta attributed(Map<String, byte[]> all) {
      return new Meta(uid, gid, mode, modified, new TreeMap<>(all));
    }
  }

  Inode(FileState.Kind kind, Meta meta) {
    this.kind = kind;
    this.meta = meta;
    this.durableMeta = meta;
  }

  void settle() {
    durableMeta = meta;
    durableContent = content;
    if (kind == FileState.Kind.FOLDER) {
      durableNames = new TreeMap<>(names);
      names.values().stream().filter(each -> each.kind == FileState.Kind.LINK).forEach(Inode::settle);
    }
  }

  void append(byte[] bytes, int offset, int length) {
    byte[] longer = Arrays.copyOf(content, content.length + length);
    System.arraycopy(bytes, offset, longer, content.length, length);
    content = longer;
  }

  /** Returns a copy of this inode and all below it; {@code seen} keeps hard links together. */
  Inode copy(Map<Inode, Inode> seen) {
    Inode known = seen.get(this);
    if (known != null) {
      return known;
    }
    Inode copy = new Inode(kind, meta);
    seen.put(this, copy);
    copy.durableMeta = durableMeta;
    copy.content = content;
    copy.durableContent = durableContent;
    copy.links = links;
    names.forEach((name, child) -> copy.names.put(name, child.copy(seen)));
    durableNames.forEach((name, child) -> copy.durableNames.put(name, child.copy(seen)));
    return copy;
  }

  /** Becomes what was durable, with all below; counts links anew. */
  void lose(Map<Inode, Inode> seen) {
    links = seen.containsKey(this) ? links + 1 : 1;
    if (seen.put(this, this) != null) {
      return;
    }
    meta = durableMeta;
    content = durableContent;
    names.clear();
    names.putAll(durableNames);
    names.values().forEach(child -> child.lose(seen));
  }
}
