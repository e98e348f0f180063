package org.mailtrek.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and sets what the kernel of this machine keeps about a file beside its content; never follows a link at the end. */
final class FileStates {

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

  private FileStates() {}

  /**
   * Returns the state of a file, folder or link.
   *
   * @throws java.nio.file.NoSuchFileException when there is nothing
   */
  static FileState of(Path path) throws IOException {
    Map<String, Object> facts = Files.readAttributes(path, "unix:mode,uid,gid,nlink,dev,size,lastModifiedTime", NOFOLLOW);
    int mode = (Integer) facts.get("mode");
    FileState.Kind kind = kind(mode);
    return new FileState(
        kind,
        (Integer) facts.get("uid"),
        (Integer) facts.get("gid"),
        mode & 07777,
        kind == FileState.Kind.FILE ? (Long) facts.get("size") : 0,
        ((FileTime) facts.get("lastModifiedTime")).toInstant(),
        (Integer) facts.get("nlink"),
        (Long) facts.get("dev"),
        kind == FileState.Kind.LINK ? RawPaths.bytes(Files.readSymbolicLink(path)) : new byte[0],
        attributes(path, kind));
  }

  /** Returns what is at a path; a missing one is told by an exception. */
  static FileState.Kind kind(Path path) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW);
    return facts.isRegularFile() ? FileState.Kind.FILE : facts.isDirectory() ? FileState.Kind.FOLDER : facts.isSymbolicLink() ? FileState.Kind.LINK : FileState.Kind.OTHER;
  }

  private static FileState.Kind kind(int mode) {
    return switch (mode & 0170000) {
      case 0100000 -> FileState.Kind.FILE;
      case 0040000 -> FileState.Kind.FOLDER;
      case 0120000 -> FileState.Kind.LINK;
      default -> FileState.Kind.OTHER;
    };
  }

  private static SortedMap<String, byte[]> attributes(Path path, FileState.Kind kind) throws IOException {
    SortedMap<String, byte[]> found = new TreeMap<>();
    if (kind != FileState.Kind.FILE && kind != FileState.Kind.FOLDER) {
      return found; // the kernel keeps attributes of the user name space for these two only
    }
    UserDefinedFileAttributeView view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, NOFOLLOW);
    try {
      for (String name : view.list()) {
        ByteBuffer value = ByteBuffer.allocate(view.size(name));
        view.read(name, value);
        found.put(name, value.array());
      }
    } catch (AccessDeniedException unreadable) {
      return found; // who may not read the file may not read them either; its content can't be changed then
    } catch (java.nio.file.FileSystemException refused) {
      if (refused.getReason() == null || !refused.getReason().contains("not supported")) {
        throw refused;
      }
    }
    return found;
  }

  /**
   * Sets the time of the last write, to the nanosecond.
   *
   * @throws NotByJavaException when Java can't do it for this object; nothing was changed
   */
  static void touch(Path path, Instant modified) throws IOException {
    BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW);
    boolean wholeMicros = modified.getNano() % 1000 == 0;
    if (before.isOther() || before.isSymbolicLink() && !wholeMicros) {
      throw new NotByJavaException();
    }
    Files.getFileAttributeView(path, BasicFileAttributeView.class, NOFOLLOW).setTimes(FileTime.from(modified), null, null);
    if (!Files.getLastModifiedTime(path, NOFOLLOW).toInstant().equals(modified)) {
      throw new NotByJavaException();
    }
  }

  /** Gives {@code to} the owner, mode and extended attributes of {@code from}, in this order; those it had besides are removed. */
  static void copyAttributes(Path from, Path to) throws IOException {
    FileState model = of(from);
    FileState present = of(to);
    if (present.uid() != model.uid() || present.gid() != model.gid()) {
      Files.setAttribute(to, "unix:uid", model.uid(), NOFOLLOW);
      Files.setAttribute(to, "unix:gid", model.gid(), NOFOLLOW);
    }
    if (model.kind() == FileState.Kind.LINK) {
      return;
    }
    for (String name : present.attributes().keySet()) {
      if (!model.attributes().containsKey(name)) {
        LocalDisk.setAttribute(to, name, Optional.empty());
      }
    }
    for (Map.Entry<String, byte[]> each : model.attributes().entrySet()) {
      LocalDisk.setAttribute(to, each.getKey(), Optional.of(each.getValue()));
    }
    Files.setAttribute(to, "unix:mode", model.mode(), NOFOLLOW);
  }

  /** Says that Java's own calls can't do it and a tool of the machine has to. */
  static final class NotByJavaException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
