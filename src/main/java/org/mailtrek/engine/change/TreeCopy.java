package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Copies a file, link or folder with all below it, with owners, modes, extended attributes, times and hard links, and makes the copy durable. */
final class TreeCopy {

  private static final int CHUNK = 1 << 16;
  private static final int AT_ONCE = 1000;

  private final HostView view;
  private final Disk disk;

  TreeCopy(Host host) {
    this.view = host.view();
    this.disk = host.disk();
  }

  /**
   * Copies to a free path.
   *
   * @throws TrekException when the source is not what was agreed, or changes meanwhile, or the host refuses; a part of the copy may be there
   */
  void copy(HostPath from, HostPath to, Tree what) throws TrekException {
    if (!disk.copyTree(from, to)) {
      copyEach(from, to);
    }
    disk.syncAll(to.parent());
    if (!what.is(view, to)) {
      throw TrekException.at(view.name() + ":" + from).found("its copy differs from what was planned").next("stop what writes there, then plan again");
    }
  }

  private void copyEach(HostPath from, HostPath to) throws TrekException {
    Map<HostPath, HostPath> twins = view.twins(from);
    List<HostPath> folders = new ArrayList<>();
    Map<HostPath, HostPath> files = new LinkedHashMap<>();
    Tree.walk(
        view,
        from,
        (path, state) -> {
          HostPath copy = path.rebase(from, to);
          switch (state.kind()) {
            case FOLDER -> {
              disk.mkdir(copy, 0700);
              folders.add(path);
            }
            case FILE -> {
              if (twins.containsKey(path)) {
                return; // gets its name when the file is there
              }
              files.put(path, copy);
              if (files.size() == AT_ONCE) {
                copy(files);
              }
            }
            case LINK -> {
              disk.symlink(state.target(), copy);
              disk.chown(copy, state.uid(), state.gid());
            }
            default -> throw TrekException.at(view.name() + ":" + path).found("is no file, folder or link").next("remove it, or move it yourself");
          }
        });
    copy(files);
    for (Map.Entry<HostPath, HostPath> each : twins.entrySet()) {
      disk.link(each.getValue().rebase(from, to), each.getKey().rebase(from, to));
    }
    for (int n = folders.size() - 1; n >= 0; n--) {
      attributes(folders.get(n).rebase(from, to), view.stat(folders.get(n)).orElseThrow());
    }
  }

  /** Copies those that wait: all at once where the machine can, else one by one. */
  private void copy(Map<HostPath, HostPath> files) throws TrekException {
    if (!disk.copy(files)) {
      for (Map.Entry<HostPath, HostPath> each : files.entrySet()) {
        Optional<FileState> state = view.stat(each.getKey());
        file(each.getKey(), each.getValue(), state.orElseThrow(() -> TrekException.at(view.name() + ":" + each.getKey()).found("is gone").next("stop what writes there, then plan again")));
      }
    }
    files.clear();
  }

  private void file(HostPath from, HostPath to, FileState state) throws TrekException {
    disk.create(to);
    try (InputStream in = view.read(from)) {
      byte[] buffer = new byte[CHUNK];
      for (int count = in.readNBytes(buffer, 0, CHUNK); count > 0; count = in.readNBytes(buffer, 0, CHUNK)) {
        disk.append(to, buffer, 0, count);
      }
    } catch (IOException e) {
      throw TrekException.at(view.name() + ":" + from).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
    attributes(to, state);
  }

  private void attributes(HostPath to, FileState state) throws TrekException {
    disk.chown(to, state.uid(), state.gid());
    disk.chmod(to, state.mode());
    for (Map.Entry<String, byte[]> each : state.attributes().entrySet()) {
      disk.attribute(to, each.getKey(), Optional.of(each.getValue()));
    }
    disk.touch(to, state.modified());
  }
}
