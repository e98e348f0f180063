package org.mailtrek.engine.change;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * The regular files of a small folder, such as one of configuration, kept in a side file and put back from it. Folders and links stay as they are, and so does
 * what somebody has edited since: told by what was noted of the folder when the change was done.
 */
final class KeptFolder {

  private static final long LARGEST = 1 << 26;

  private static final String EDITED = ".edited";

  private final HostPath folder;
  private final List<String> passing;
  private final Side side;

  KeptFolder(Act.PutBack act, Side side) {
    this.folder = act.folder();
    this.passing = act.passing();
    this.side = side;
  }

  /** Returns each file of a folder with its digest, as {@link Change#noted} has them. */
  static List<String> digests(HostView host, HostPath folder) throws TrekException {
    List<String> noted = new ArrayList<>();
    for (HostPath each : files(host, folder)) {
      noted.add(digest(host.readAll(each)) + " " + each);
    }
    return noted;
  }

  private static String digest(byte[] content) {
    return Sha256.of(content);
  }

  private Map<HostPath, String> noted() {
    Map<HostPath, String> noted = new HashMap<>();
    side.noted().forEach(each -> noted.put(HostPath.parse(each.substring(each.indexOf(' ') + 1)), each.substring(0, each.indexOf(' '))));
    return noted;
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
          for (HostPath each : files(host, folder)) {
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

  /**
   * Puts every file back that differs and removes those that are new; what is as it was is not written, and what was edited since is not lost.
   *
   * @return what was found edited, a sentence each
   */
  Left putBack(Host on) throws TrekException {
    Map<HostPath, Kept> kept = read();
    Map<HostPath, String> noted = noted();
    List<String> found = new ArrayList<>();
    for (HostPath each : files(on.view(), folder)) {
      if (!kept.containsKey(each) && !aside(each, kept.keySet()) && !aside(each, noted.keySet())) {
        remove(on, each, noted).ifPresent(found::add);
      }
    }
    for (Map.Entry<HostPath, Kept> each : kept.entrySet()) {
      putBack(on, each.getKey(), each.getValue(), noted).ifPresent(found::add);
    }
    return new Left(found);
  }

  private Optional<String> remove(Host on, HostPath file, Map<HostPath, String> noted) throws TrekException {
    if (!edited(file, noted, on.view())) {
      on.disk().delete(file);
      return Optional.empty();
    }
    if (!noted.containsKey(file)) {
      return Optional.of(on.name() + ":" + file + ": stays, since somebody has made it since");
    }
    on.disk().rename(file, beside(file));
    return Optional.of(on.name() + ":" + file + ": was made by the new version and edited since: it lies in " + beside(file));
  }

  private static HostPath beside(HostPath file) {
    return file.sibling((file.name() + EDITED).getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> putBack(Host on, HostPath file, Kept before, Map<HostPath, String> noted) throws TrekException {
    if (before.is(on.view(), file)) {
      return Optional.empty();
    }
    boolean edited = edited(file, noted, on.view()) && !digest(on.view().readAll(file)).equals(digest(before.content));
    if (edited && digest(before.content).equals(noted.get(file))) {
      return Optional.of(on.name() + ":" + file + ": stays as it was edited since");
    }
    HostPath beside = beside(file);
    if (edited) {
      on.disk().rename(file, beside);
    }
    write(on.disk(), file, before);
    return edited ? Optional.of(on.name() + ":" + file + ": the upgrade had changed it, and it was edited since: it is as before the upgrade, and the edited one lies in " + beside) : Optional.empty();
  }

  /** Returns whether somebody has changed a file since the change was done, or made it; not where that is not known. */
  private boolean edited(HostPath file, Map<HostPath, String> noted, HostView host) throws TrekException {
    if (noted.isEmpty() || passing.stream().anyMatch(file.name()::startsWith) || host.stat(file).filter(each -> each.kind() == FileState.Kind.FILE).isEmpty()) {
      return false;
    }
    return !digest(host.readAll(file)).equals(noted.get(file));
  }

  private static boolean aside(HostPath file, Set<HostPath> known) {
    return file.name().endsWith(EDITED) && known.contains(file.sibling(file.name().substring(0, file.name().length() - EDITED.length()).getBytes(StandardCharsets.UTF_8)));
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

  private static List<HostPath> files(HostView host, HostPath folder) throws TrekException {
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
