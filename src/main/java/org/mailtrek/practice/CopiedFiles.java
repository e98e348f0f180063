package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.config.ConfigFile;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Copies files, folders and links of a machine to a practice machine, with owners, modes and times; settings and secrets on the way. Only reads the former. */
final class CopiedFiles {

  /** No configuration file is larger; what is, holds data. */
  private static final long LARGEST = 4L << 20;

  private final HostView from;
  private final Host to;
  private final CopiedSettings settings;
  private final Map<HostPath, FileState> folders = new LinkedHashMap<>();
  private final Set<HostPath> done = new HashSet<>();
  private final List<HostPath> leftOut = new ArrayList<>();

  CopiedFiles(HostView from, Host to, CopiedSettings settings) {
    this.from = from;
    this.to = to;
    this.settings = settings;
  }

  /** Copies everything in a folder; nothing happens where there is none. */
  void tree(HostPath top) throws TrekException {
    if (object(top).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent()) {
      below(top, Integer.MAX_VALUE, true);
    }
  }

  /** Copies a folder and the folders in it, that many levels deep, without files. */
  void frame(HostPath top, int depth) throws TrekException {
    if (object(top).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent()) {
      below(top, depth, false);
    }
  }

  /** Copies what is at a path, and where it leads to where it is a link. */
  void one(HostPath path) throws TrekException {
    Optional<FileState> state = object(path);
    if (state.filter(each -> each.kind() == FileState.Kind.LINK).isPresent()) {
      object(ConfigFile.resolve(path, new String(state.get().target(), StandardCharsets.ISO_8859_1)));
    }
  }

  /** Gives the folders the times that they have on the machine, and returns the files that were left out since they are too large. */
  List<HostPath> settle() throws TrekException {
    List<HostPath> deepest = new ArrayList<>(folders.keySet());
    Collections.reverse(deepest);
    for (HostPath each : deepest) {
      to.disk().touch(each, folders.get(each).modified());
    }
    return List.copyOf(leftOut);
  }

  private void below(HostPath folder, int depth, boolean files) throws TrekException {
    if (depth == 0) {
      return;
    }
    List<HostPath> all = from.list(folder);
    from.glance(all);
    if (files) {
      from.ahead(all);
    }
    for (HostPath each : all) {
      Optional<FileState> state = from.stat(each);
      boolean inner = state.filter(found -> found.kind() == FileState.Kind.FOLDER).isPresent();
      if (inner || files) {
        object(each);
      }
      if (inner) {
        below(each, depth - 1, files);
      }
    }
  }

  /** Copies one object, above it the folders that are missing. */
  private Optional<FileState> object(HostPath path) throws TrekException {
    Optional<FileState> found = from.stat(path);
    if (found.isEmpty() || path.root() || !done.add(path)) {
      return found;
    }
    above(path.parent());
    FileState state = found.get();
    switch (state.kind()) {
      case FOLDER -> folder(path, state);
      case LINK -> {
        clear(path);
        to.disk().symlink(state.target(), path);
      }
      case FILE -> {
        if (state.size() > LARGEST) {
          leftOut.add(path);
        } else {
          write(path, state);
        }
      }
      case OTHER -> { } // sockets and devices come with the programs that make them
    }
    return found;
  }

  /** Makes the folders above; one that is reached by a link becomes a folder, since links of a practice machine lead into this one. */
  private void above(HostPath folder) throws TrekException {
    if (folder.root() || to.view().stat(folder).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent()) {
      return;
    }
    if (from.stat(folder).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent()) {
      object(folder);
    } else {
      above(folder.parent());
      to.disk().mkdir(folder, 0755);
      done.add(folder);
    }
  }

  private void folder(HostPath path, FileState state) throws TrekException {
    if (to.view().stat(path).isEmpty()) {
      to.disk().mkdir(path, 0700);
    }
    folders.put(path, state);
    own(path, state);
  }

  /** Takes away what a package has brought. */
  private void clear(HostPath path) throws TrekException {
    if (to.view().stat(path).isPresent()) {
      to.disk().delete(path);
    }
  }

  private void write(HostPath path, FileState state) throws TrekException {
    byte[] content = settings.of(path, from.readAll(path));
    clear(path);
    to.disk().create(path);
    to.disk().append(path, content, 0, content.length);
    own(path, state);
    to.disk().touch(path, state.modified());
  }

  private void own(HostPath path, FileState state) throws TrekException {
    to.disk().chown(path, state.uid(), state.gid());
    to.disk().chmod(path, state.mode());
  }
}
