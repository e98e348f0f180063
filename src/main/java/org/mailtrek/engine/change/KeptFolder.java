package org.mailtrek.engine.change;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The regular files of a small folder, such as one of configuration, kept in a side file and put back from it. Folders and links stay as they are. */
final class KeptFolder {

  private static final long LARGEST = 1 << 26;

  private final HostPath folder;
  private final Side side;

  KeptFolder(HostPath folder, Side side) {
    this.folder = folder;
    this.side = side;
  }

  private String name() {
    return "kept" + folder.toString().replace('/', '-');
  }

  /** Keeps content, owner, mode and time of each file; one that is larger than 64 MB is no configuration and is refused. */
  void keep(HostView host) throws TrekException {
    side.save(
        name(),
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          for (HostPath each : files(host)) {
            write(host, each, data);
          }
          data.flush();
        });
  }

  private static void write(HostView host, HostPath file, DataOutputStream data) throws IOException, TrekException {
    FileState state = host.stat(file).orElseThrow();
    if (state.size() > LARGEST) {
      throw TrekException.at(host.name() + ":" + file).kind(TrekException.Kind.REFUSED).found("is larger than 64 MB, and would have to be kept").next("move it out of that folder");
    }
    data.writeUTF(file.toString());
    data.writeInt(state.uid());
    data.writeInt(state.gid());
    data.writeInt(state.mode());
    data.writeUTF(state.modified().toString());
    try (InputStream in = host.read(file)) {
      byte[] content = in.readAllBytes();
      data.writeInt(content.length);
      data.write(content);
    }
  }

  /** Removes what a crash left of putting back. */
  void clear(Host on) throws TrekException {
    for (HostPath each : read().keySet()) {
      new Mover(on).clear(side.scratch().beside(each));
    }
  }

  /** Puts every file back that differs and removes those that are new; what is as it was is not written. */
  void putBack(Host on) throws TrekException {
    Map<HostPath, Kept> kept = read();
    for (HostPath each : files(on.view())) {
      if (!kept.containsKey(each)) {
        on.disk().delete(each);
      }
    }
    for (Map.Entry<HostPath, Kept> each : kept.entrySet()) {
      if (!each.getValue().is(on.view(), each.getKey())) {
        write(on.disk(), each.getKey(), each.getValue());
      }
    }
  }

  private void write(Disk disk, HostPath file, Kept kept) throws TrekException {
    HostPath draft = side.scratch().beside(file);
    disk.create(draft);
    disk.append(draft, kept.content, 0, kept.content.length);
    disk.chown(draft, kept.uid, kept.gid);
    disk.chmod(draft, kept.mode);
    disk.touch(draft, kept.modified);
    disk.fsync(draft);
    disk.rename(draft, file);
    disk.fsync(file.parent());
  }

  private List<HostPath> files(HostView host) throws TrekException {
    List<HostPath> files = new ArrayList<>();
    Tree.walk(host, folder, (path, state) -> {
      if (state.kind() == FileState.Kind.FILE) {
        files.add(path);
      }
    });
    return files;
  }

  private Map<HostPath, Kept> read() throws TrekException {
    Map<HostPath, Kept> kept = new HashMap<>();
    Optional<InputStream> opened = side.open(name());
    if (opened.isEmpty()) {
      throw TrekException.at("journal").found("what was kept of " + folder + " is missing").next("journal verify");
    }
    try (DataInputStream data = new DataInputStream(opened.get())) {
      for (Optional<String> path = next(data); path.isPresent(); path = next(data)) {
        int uid = data.readInt();
        int gid = data.readInt();
        int mode = data.readInt();
        Instant modified = Instant.parse(data.readUTF());
        kept.put(HostPath.parse(path.get()), new Kept(uid, gid, mode, modified, data.readNBytes(data.readInt())));
      }
    } catch (IOException e) {
      throw TrekException.at("journal").found("what was kept of " + folder + " can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
    return kept;
  }

  private static Optional<String> next(DataInputStream data) throws IOException {
    try {
      return Optional.of(data.readUTF());
    } catch (EOFException end) {
      return Optional.empty();
    }
  }

  private record Kept(int uid, int gid, int mode, Instant modified, byte[] content) {

    boolean is(HostView host, HostPath file) throws TrekException {
      Optional<FileState> found = host.stat(file).filter(each -> each.kind() == FileState.Kind.FILE && each.size() == content.length);
      boolean alike = found.isPresent() && found.get().uid() == uid && found.get().gid() == gid && found.get().mode() == mode && found.get().modified().equals(modified);
      return alike && Arrays.equals(host.readAll(file), content);
    }
  }
}
