package org.mailtrek.mailbox;

import java.time.Instant;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.TrekException;

/**
 * Who owns what is made in a mailbox: the owner and group of the nearest folder above it that was there; only the owner may look.
 *
 * @param uid number of the owner
 * @param gid number of the group
 */
record TargetOwner(int uid, int gid) {

  private static final int FOLDER = 0700;
  private static final int FILE = 0600;

  static TargetOwner of(FilesView files, HostPath path) throws TrekException {
    HostPath at = path;
    Optional<FileState> found = files.stat(at);
    while (!at.root() && (found.isEmpty() || begun(files, at, found.get()))) {
      at = at.parent();
      found = files.stat(at);
    }
    return found.map(state -> new TargetOwner(state.uid(), state.gid())).orElse(new TargetOwner(0, 0));
  }

  /** A kill leaves a folder that is made and not yet its owner's: it is root's, and nothing is in it. */
  private static boolean begun(FilesView files, HostPath path, FileState state) throws TrekException {
    return state.uid() == 0 && state.kind() == FileState.Kind.FOLDER && files.list(path).isEmpty();
  }

  NewFiles.Mark mark() {
    return new NewFiles.Mark(uid, gid, FILE, Optional.empty());
  }

  NewFiles.Mark mark(Instant modified) {
    return new NewFiles.Mark(uid, gid, FILE, Optional.of(modified));
  }

  /** Makes a folder, and those above it, where they are missing; one that a kill left without its owner gets it. */
  void folder(Disk disk, FilesView files, HostPath folder) throws TrekException {
    Optional<FileState> there = files.stat(folder);
    if (there.isEmpty()) {
      if (!folder.root()) {
        folder(disk, files, folder.parent());
      }
      try {
        disk.mkdir(folder, FOLDER);
      } catch (TrekException refused) {
        if (files.stat(folder).filter(state -> state.kind() == FileState.Kind.FOLDER).isEmpty()) {
          throw refused; // else another worker made it just now, and gives it its owner
        }
      }
      disk.chown(folder, uid, gid);
    } else if (uid != 0 && begun(files, folder, there.get())) {
      folder(disk, files, folder.parent());
      disk.chown(folder, uid, gid);
    }
  }
}
