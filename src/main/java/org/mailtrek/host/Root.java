package org.mailtrek.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a host's root folder lies on this machine. Links among the folders above an object lead where they would lead on the host: an
 * absolute one starts at the host's root, and {@code ..} never leads above it. Folders that several simulated machines share lie beside
 * their roots: {@code ROOT.machine/mounts} has a line for each, its path on the machine and the folder's beside the root.
 *
 * @param host the host's name, for messages
 * @param folder the root folder, absolute; {@code /} for this machine itself
 * @param mounts by where they are seen, the folders that lie elsewhere
 */
record Root(String host, Path folder, Map<Path, Path> mounts) {

  private static final int MOST_LINKS = 40;

  Root {
    folder = folder.toAbsolutePath().normalize();
    mounts = Map.copyOf(mounts);
  }

  /** Takes a folder for a root, with the shared folders that are noted beside it. */
  Root(String host, Path folder) {
    this(host, folder, noted(folder.toAbsolutePath().normalize()));
  }

  private static Map<Path, Path> noted(Path folder) {
    Map<Path, Path> noted = new HashMap<>();
    Path file = folder.getNameCount() == 0 ? folder : SimulatedHost.beside(folder).resolve("mounts");
    if (folder.getNameCount() == 0 || !Files.isRegularFile(file)) {
      return noted;
    }
    try {
      for (String line : Files.readString(file, StandardCharsets.UTF_8).lines().toList()) {
        String[] words = line.split(" ");
        noted.put(folder.resolve(words[0].substring(1)), folder.resolveSibling(words[1]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return noted;
  }

  private Path mounted(Path path) {
    return mounts.getOrDefault(path, path);
  }

  /** Returns whether this is the machine itself. */
  boolean real() {
    return folder.getNameCount() == 0;
  }

  /** Returns where a path of the host lies on this machine; a link at its end is not followed, those before it are. */
  Path locate(HostPath path) throws TrekException {
    if (real()) {
      return RawPaths.absolute(path.bytes());
    }
    try {
      return path.root() ? folder : mounted(walk(path.parent()).resolve(RawPaths.target(path.nameBytes())));
    } catch (IOException e) {
      throw refused(path, e);
    }
  }

  /** Returns what went wrong at a path, as an operator would want to read it. */
  TrekException refused(HostPath path, IOException failure) {
    return Refusal.of(host + ":" + path, failure);
  }

  /** Returns the path of a host's folder with all links in it resolved. */
  private Path walk(HostPath parent) throws IOException {
    Deque<byte[]> open = new ArrayDeque<>();
    push(open, parent.bytes());
    Path done = folder;
    int links = 0;
    while (!open.isEmpty()) {
      byte[] name = open.pop();
      if (Arrays.equals(name, new byte[] {'.', '.'})) {
        done = done.equals(folder) ? folder : done.getParent();
        continue;
      }
      Path next = mounted(done.resolve(RawPaths.target(name)));
      if (!link(next)) {
        done = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new java.nio.file.FileSystemLoopException(next.toString());
      }
      byte[] target = RawPaths.bytes(Files.readSymbolicLink(next));
      done = target[0] == '/' ? folder : done;
      push(open, target);
    }
    return done;
  }

  private static boolean link(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isSymbolicLink();
    } catch (IOException absent) {
      return false; // whoever uses the path is told then
    }
  }

  /** Puts the names of a path in front of those still to be walked. */
  private static void push(Deque<byte[]> open, byte[] path) {
    int end = path.length;
    while (end > 0) {
      int start = end;
      while (start > 0 && path[start - 1] != '/') {
        start--;
      }
      byte[] name = Arrays.copyOfRange(path, start, end);
      if (name.length > 0 && !(name.length == 1 && name[0] == '.')) {
        open.push(name);
      }
      end = start - 1;
    }
  }
}
