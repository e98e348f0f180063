package org.mailtrek.practice.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The files of a machine as a stand-in writes them: each whole or not at all, and again without harm. */
final class MachineFiles {

  private static final int FILE = 0644;
  private static final int PROGRAM = 0755;

  private final Host machine;

  MachineFiles(Host machine) {
    this.machine = machine;
  }

  boolean has(HostPath path) throws TrekException {
    return machine.view().stat(path).isPresent();
  }

  /** Returns the lines of a file; none where there is no file. */
  List<String> lines(HostPath file) throws TrekException {
    return text(file).map(text -> text.lines().toList()).orElse(List.of());
  }

  Optional<String> text(HostPath file) throws TrekException {
    return has(file) ? Optional.of(new String(machine.view().readAll(file), StandardCharsets.UTF_8)) : Optional.empty();
  }

  /** Writes a file, unless it holds that already. */
  void write(HostPath file, String text) throws TrekException {
    write(file, text, FILE);
  }

  /** Writes an executable file, to be played by the stand-in of its name. */
  void program(HostPath file) throws TrekException {
    write(file, "#!/bin/sh\n# played by a stand-in\nexit 127\n", PROGRAM);
  }

  private void write(HostPath file, String text, int mode) throws TrekException {
    HostPath draft = file.sibling((file.name() + ".part").getBytes(StandardCharsets.UTF_8));
    remove(draft); // of one that was killed
    if (text(file).equals(Optional.of(text))) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    machine.disk().create(draft);
    machine.disk().append(draft, bytes, 0, bytes.length);
    machine.disk().chmod(draft, mode);
    machine.disk().fsync(draft);
    machine.disk().rename(draft, file);
    machine.disk().fsync(file.parent());
  }

  /** Makes a folder with those above it. */
  void folders(HostPath folder) throws TrekException {
    if (!has(folder)) {
      folders(folder.parent());
      machine.disk().mkdir(folder, PROGRAM);
      machine.disk().fsync(folder.parent());
    }
  }

  /** Makes a link, or points it elsewhere. */
  void link(HostPath link, HostPath target) throws TrekException {
    if (target(link).equals(Optional.of(target))) {
      return;
    }
    remove(link);
    machine.disk().symlink(target.bytes(), link);
    machine.disk().fsync(link.parent());
  }

  /** Returns where a link leads; empty where there is none. */
  Optional<HostPath> target(HostPath link) throws TrekException {
    return machine.view().stat(link).filter(each -> each.kind() == FileState.Kind.LINK).map(each -> HostPath.ofBytes(each.target()));
  }

  /** Removes an object with all below it, if it is there. */
  void remove(HostPath path) throws TrekException {
    Optional<FileState> state = machine.view().stat(path);
    if (state.isEmpty()) {
      return;
    }
    if (state.get().kind() == FileState.Kind.FOLDER) {
      for (HostPath each : machine.view().list(path)) {
        remove(each);
      }
    }
    machine.disk().delete(path);
    machine.disk().fsync(path.parent());
  }

  /** Returns what a folder holds; nothing where there is none. */
  List<HostPath> list(HostPath folder) throws TrekException {
    return has(folder) ? machine.view().list(folder) : List.of();
  }

  /** Copies a folder with all below it to a path where nothing is. */
  void copy(HostPath from, HostPath to) throws TrekException {
    FileState state = machine.view().stat(from).orElseThrow();
    if (state.kind() == FileState.Kind.FOLDER) {
      machine.disk().mkdir(to, 0700);
      for (HostPath each : machine.view().list(from)) {
        copy(each, each.rebase(from, to));
      }
    } else if (state.kind() == FileState.Kind.LINK) {
      machine.disk().symlink(state.target(), to);
    } else {
      byte[] bytes = machine.view().readAll(from);
      machine.disk().create(to);
      machine.disk().append(to, bytes, 0, bytes.length);
    }
    if (state.kind() != FileState.Kind.LINK) {
      machine.disk().chown(to, state.uid(), state.gid());
      machine.disk().chmod(to, state.mode());
      machine.disk().touch(to, state.modified());
    }
  }

  /** Renames on one file system. */
  void rename(HostPath from, HostPath to) throws TrekException {
    machine.disk().rename(from, to);
    machine.disk().fsync(to.parent());
  }

  /** Gives a folder the time of another. */
  void sameTime(HostPath from, HostPath to) throws TrekException {
    machine.disk().touch(to, machine.view().stat(from).orElseThrow().modified());
  }

  /** Returns all regular files below a folder. */
  List<HostPath> files(HostPath top) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    for (HostPath each : list(top)) {
      FileState.Kind kind = machine.view().stat(each).orElseThrow().kind();
      if (kind == FileState.Kind.FOLDER) {
        found.addAll(files(each));
      } else if (kind == FileState.Kind.FILE) {
        found.add(each);
      }
    }
    return found;
  }
}
