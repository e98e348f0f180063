package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/**
 * Exchanges the file at a path for another, whole or not at all: written under a scratch name, made durable, renamed. Attributes are set in the
 * order write, owner (which clears setuid), mode, extended attributes, time.
 */
final class FileExchange {

  private static final int CHUNK = 1 << 16;

  private final HostView view;
  private final Disk disk;
  private final HostPath path;
  private final HostPath scratch;

  FileExchange(Host host, HostPath path, Scratch scratch) {
    this.view = host.view();
    this.disk = host.disk();
    this.path = path;
    this.scratch = scratch.beside(path);
  }

  /** Opens the content that is to be written. */
  interface Source {
    InputStream open() throws TrekException;
  }

  /** What the exchange ends in. */
  record Target(Optional<Image> image, Source content, Optional<Instant> modified) {

    static Target nothing() {
      return new Target(
          Optional.empty(),
          () -> {
            throw new IllegalStateException("nothing has no content");
          },
          Optional.empty());
    }
  }

  /** Makes a path hold what the target says; what is neither that nor {@code from} is left alone, with our scratch removed also then. */
  Left exchange(Optional<Image> from, Target target) throws TrekException {
    boolean cleared = clearScratch();
    Optional<FileState> found = view.stat(path);
    if (holds(target.image(), found)) {
      settle(found);
      return Left.NOTHING;
    }
    if (!holds(from, found) || found.isPresent() && found.get().links() > 1) {
      if (cleared) {
        disk.fsync(path.parent());
      }
      return Left.of(view.name() + ":" + path + ": left alone, since somebody else has changed it: " + words(found));
    }
    if (target.image().isEmpty()) {
      disk.delete(path);
    } else {
      write(target, from);
      disk.rename(scratch, path);
    }
    disk.fsync(path.parent());
    return Left.NOTHING;
  }

  private boolean clearScratch() throws TrekException {
    boolean there = view.stat(scratch).isPresent();
    if (there) {
      disk.delete(scratch);
    }
    return there;
  }

  private boolean holds(Optional<Image> image, Optional<FileState> found) throws TrekException {
    return image.isEmpty() ? found.isEmpty() : image.get().is(view, path, found);
  }

  private void settle(Optional<FileState> found) throws TrekException {
    if (found.isPresent()) {
      disk.fsync(path);
    }
    if (found.isPresent() || view.stat(path.parent()).isPresent()) {
      disk.fsync(path.parent()); // somebody may have taken the folder away, with all that it held
    }
  }

  private void write(Target target, Optional<Image> from) throws TrekException {
    Image wanted = target.image().orElseThrow();
    disk.create(scratch);
    if (from.isPresent()) {
      disk.copyAttributes(path, scratch);
      disk.chmod(scratch, 0600);
    }
    copy(target.content());
    disk.chown(scratch, wanted.owner().uid(view.accounts()), wanted.owner().gid(view.accounts()));
    disk.chmod(scratch, wanted.mode());
    attributes(from.map(Image::attributes).orElse(java.util.Collections.emptySortedMap()), wanted.attributes());
    if (target.modified().isPresent()) {
      disk.touch(scratch, target.modified().get());
    }
    disk.fsync(scratch);
  }

  private void copy(Source content) throws TrekException {
    try (InputStream in = content.open()) {
      byte[] buffer = new byte[CHUNK];
      for (int count = in.readNBytes(buffer, 0, CHUNK); count > 0; count = in.readNBytes(buffer, 0, CHUNK)) {
        disk.append(scratch, buffer, 0, count);
      }
    } catch (IOException e) {
      throw TrekException.at(view.name() + ":" + path).found("its new content can't be read: " + e.getMessage()).because(e).next("check the journal's folder");
    }
  }

  private void attributes(Map<String, Bytes> found, Map<String, Bytes> wanted) throws TrekException {
    for (Map.Entry<String, Bytes> each : wanted.entrySet()) {
      if (!each.getValue().equals(found.get(each.getKey()))) {
        disk.attribute(scratch, each.getKey(), Optional.of(each.getValue().array()));
      }
    }
    for (String name : found.keySet()) {
      if (!wanted.containsKey(name)) {
        disk.attribute(scratch, name, Optional.empty());
      }
    }
  }

  static String words(Optional<FileState> found) {
    if (found.isEmpty()) {
      return "there is nothing";
    }
    FileState state = found.get();
    String what = "a " + state.kind().name().toLowerCase(java.util.Locale.ROOT) + " of " + state.uid() + ":" + state.gid();
    what += state.kind() == FileState.Kind.LINK ? "" : ", mode " + Integer.toOctalString(state.mode());
    return what + (state.kind() == FileState.Kind.FILE ? ", " + state.size() + " bytes" + (state.links() > 1 ? ", " + state.links() + " hard links" : "") : "");
  }
}
