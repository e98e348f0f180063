package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Follows symbolic links, as many as Linux does (path_resolution(7)). */
final class Links {

  private static final int MOST = 40;

  private Links() {}

  static HostPath followed(FilesView files, HostPath path, int links) throws TrekException {
    if (path.root() || links > MOST) {
      return path;
    }
    HostPath here = followed(files, path.parent(), links + 1).resolve(path.nameBytes());
    Optional<FileState> state = files.stat(here);
    if (state.isEmpty() || state.get().kind() != FileState.Kind.LINK) {
      return here;
    }
    byte[] target = state.get().target();
    boolean absolute = target.length > 0 && target[0] == '/';
    String text = new String(target, StandardCharsets.UTF_8);
    return followed(files, absolute ? HostPath.ofBytes(target) : HostPath.of(Path.of(here.parent() + "/" + text).normalize().toString()), links + 1);
  }
}
