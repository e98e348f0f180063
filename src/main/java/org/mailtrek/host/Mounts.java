package org.mailtrek.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The mounts of this machine, from {@code /proc/self/mountinfo} (proc(5)): it tells bind mounts apart, which device numbers do not. */
final class Mounts {

  private static final Path TABLE = Path.of("/proc/self/mountinfo");

  private Mounts() {}

  /** Returns the space around a path; the path, or a folder above it, exists. */
  static HostView.Space space(Root root, Path path) throws IOException {
    Path existing = path;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    Path folder = Files.isSymbolicLink(existing) ? existing.getParent() : existing;
    byte[] real = RawPaths.bytes(folder.toRealPath());
    byte[] top = RawPaths.bytes(root.folder().toRealPath());
    Mount mount = holding(real);
    FileStore store = Files.getFileStore(folder);
    return new HostView.Space(store.getUsableSpace(), store.getTotalSpace(), inside(mount.point, top), mount.id);
  }

  /** Returns a mount point as the host sees it: its root where the mount begins above. */
  private static HostPath inside(byte[] point, byte[] top) {
    HostPath mount = HostPath.ofBytes(point);
    HostPath folder = HostPath.ofBytes(top);
    return mount.isWithin(folder) ? mount.rebase(folder, HostPath.ROOT) : HostPath.ROOT;
  }

  private static Mount holding(byte[] real) throws IOException {
    HostPath path = HostPath.ofBytes(real);
    Mount best = new Mount("0", new byte[] {'/'});
    for (String line : Files.readString(TABLE, StandardCharsets.ISO_8859_1).split("\n")) {
      List<String> fields = Arrays.asList(line.split(" "));
      byte[] point = unescaped(fields.get(4));
      if (path.isWithin(HostPath.ofBytes(point)) && point.length >= best.point.length) {
        best = new Mount(fields.get(0), point); // of two on one point, the later covers the earlier
      }
    }
    return best;
  }

  /** Reads the octal escapes of the table. */
  static byte[] unescaped(String field) {
    StringBuilder text = new StringBuilder(field.length());
    for (int at = 0; at < field.length(); at++) {
      if (field.charAt(at) == '\\') {
        text.append((char) Integer.parseInt(field.substring(at + 1, at + 4), 8));
        at += 3;
      } else {
        text.append(field.charAt(at));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private record Mount(String id, byte[] point) {}
}
