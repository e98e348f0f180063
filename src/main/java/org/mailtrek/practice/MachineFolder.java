package org.mailtrek.practice;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A folder that will act as a machine's root, while it is being filled. Owners are kept in the extended attribute that simulated hosts
 * read; all times are the same made-up day, so that two machines of one seed are equal.
 */
final class MachineFolder {

  /** When everything on the machine was written last, unless said otherwise. */
  static final Instant INSTALLED = Instant.parse("2017-03-14T09:26:53Z");

  private static final String OWNER = "mailtrek.owner";

  private final Path root;
  private final Ownership ownership;
  private final UnaryOperator<String> words;

  MachineFolder(Path root) {
    this(root, MachineFolder::note);
  }

  /** Fills a root whose owners are kept in another way. */
  MachineFolder(Path root, Ownership ownership) {
    this(root, ownership, UnaryOperator.identity());
  }

  private MachineFolder(Path root, Ownership ownership, UnaryOperator<String> words) {
    this.root = root;
    this.ownership = ownership;
    this.words = words;
  }

  /** Returns the same folder, for which paths and text go through these words. */
  MachineFolder worded(UnaryOperator<String> other) {
    return new MachineFolder(root, ownership, other);
  }

  Path root() {
    return root;
  }

  /** Makes a folder, and those above it that are missing. */
  void folder(String path, Owner owner, int mode) throws IOException {
    Path folder = at(path);
    Files.createDirectories(folder);
    own(folder, owner, mode);
  }

  /** Writes a file of UTF-8 text. */
  void file(String path, String text, Owner owner, int mode) throws IOException {
    file(path, words.apply(text).getBytes(StandardCharsets.UTF_8), owner, mode);
  }

  /** Writes a file. */
  void file(String path, byte[] content, Owner owner, int mode) throws IOException {
    write(at(path), content, owner, mode);
  }

  /** Writes a file whose name is these bytes, in UTF-8 or not. */
  void file(String folder, byte[] name, byte[] content, Owner owner, int mode) throws IOException {
    StringBuilder address = new StringBuilder("file:///");
    for (byte each : name) {
      address.append('%').append(String.format(java.util.Locale.ROOT, "%02X", each & 0xFF));
    }
    write(at(folder).resolve(Path.of("/").relativize(Path.of(URI.create(address.toString())))), content, owner, mode);
  }

  /** Makes a symbolic link. */
  void link(String path, String target) throws IOException {
    Path link = at(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(words.apply(target)));
  }

  /** Gives all folders the time of the installation; to be called last, since writing changes them. */
  void settle() throws IOException {
    try (var all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all.filter(path -> Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))::iterator) {
        Files.setLastModifiedTime(each, FileTime.from(INSTALLED));
      }
    }
  }

  private void write(Path file, byte[] content, Owner owner, int mode) throws IOException {
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(file.getParent());
    }
    Files.write(file, content);
    own(file, owner, mode);
    Files.setLastModifiedTime(file, FileTime.from(INSTALLED));
  }

  private void own(Path path, Owner owner, int mode) throws IOException {
    ownership.own(path, owner);
    Files.setPosixFilePermissions(path, permissions(mode));
  }

  private static void note(Path path, Owner owner) throws IOException {
    if (!owner.equals(Owner.ROOT)) {
      Files.getFileAttributeView(path, UserDefinedFileAttributeView.class)
          .write(OWNER, ByteBuffer.wrap((owner.uid() + ":" + owner.gid()).getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int bit = 0; bit < 9; bit++) {
      if ((mode >> (8 - bit) & 1) == 1) {
        set.add(all[bit]);
      }
    }
    return set;
  }

  private Path at(String path) {
    return root.resolve(words.apply(path).substring(1));
  }

  /** Gives a file or folder to its owner. */
  @FunctionalInterface
  interface Ownership {
    void own(Path path, Owner owner) throws IOException;
  }
}
