package org.mailtrek.discovery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.config.ConfigFile;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * The files of a machine for somebody who looks around: what is not there is empty, what can't be read is noted, and nothing is asked for twice,
 * since each question may travel far. Follows symbolic links. Not for several threads.
 */
final class HostFiles {

  private static final long LARGEST = 4L << 20;
  private static final int LINKS = 8;

  private final HostView host;
  private final Map<HostPath, Optional<byte[]>> contents = new HashMap<>();
  private final Map<HostPath, List<HostPath>> folders = new HashMap<>();
  private final Map<HostPath, Optional<FileState>> states = new HashMap<>();
  private final Map<HostPath, Set<HostPath>> whole = new HashMap<>();
  private final List<Fact> unread = new ArrayList<>();

  HostFiles(HostView host) {
    this.host = host;
    list("/etc"); // most of what might be there is not, and this says so at once
  }

  HostView host() {
    return host;
  }

  /** Returns what could not be read, and why. */
  List<Fact> unread() {
    return List.copyOf(unread);
  }

  /** Returns what is at a path, at the end of its links; empty when there is nothing, or it can't be asked for. */
  Optional<FileState> state(HostPath path) {
    return at(path, LINKS).map(Place::state);
  }

  boolean folder(HostPath path) {
    return state(path).map(state -> state.kind() == FileState.Kind.FOLDER).orElse(false);
  }

  boolean file(HostPath path) {
    return state(path).map(state -> state.kind() == FileState.Kind.FILE).orElse(false);
  }

  /** Returns the content of a file. */
  Optional<byte[]> bytes(HostPath path) {
    Optional<byte[]> known = contents.get(path);
    if (known == null) {
      known = at(path, LINKS).flatMap(this::content);
      contents.put(path, known);
    }
    return known;
  }

  /** Asks for files at once that will be read next. */
  void ahead(Collection<HostPath> paths) {
    List<HostPath> next = new ArrayList<>();
    for (HostPath each : paths) {
      Optional<Place> place = contents.containsKey(each) ? Optional.empty() : at(each, LINKS);
      place.filter(found -> found.state.kind() == FileState.Kind.FILE).ifPresent(found -> next.add(found.path));
    }
    try {
      host.ahead(next);
    } catch (TrekException e) {
      // each is asked for by itself, and noted
      return;
    }
  }

  /** Returns the lines of a text file, one character a byte, without line ends. */
  List<String> lines(String path) {
    return lines(HostPath.of(path));
  }

  List<String> lines(HostPath path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()).orElse(List.of());
  }

  /** Returns what lies directly in a folder, sorted. */
  List<HostPath> list(String folder) {
    return list(HostPath.of(folder));
  }

  List<HostPath> list(HostPath folder) {
    List<HostPath> known = folders.get(folder);
    if (known == null) {
      known = at(folder, LINKS).filter(place -> place.state.kind() == FileState.Kind.FOLDER).map(place -> children(folder, place)).orElse(List.of());
      folders.put(folder, known);
    }
    return known;
  }

  private List<HostPath> children(HostPath asked, Place folder) {
    try {
      List<HostPath> children = host.list(folder.path).stream().map(each -> asked.resolve(each.nameBytes())).toList();
      whole.put(asked, new HashSet<>(children));
      return children;
    } catch (TrekException e) {
      note(folder.path, e);
      return List.of();
    }
  }

  /** Returns whether a listed folder on the way lacks the next name. */
  private boolean lacking(HostPath path) {
    for (HostPath each = path; !each.root(); each = each.parent()) {
      if (whole.containsKey(each.parent()) && !whole.get(each.parent()).contains(each)) {
        return true;
      }
    }
    return false;
  }

  private Optional<byte[]> content(Place file) {
    if (file.state.kind() != FileState.Kind.FILE) {
      return Optional.empty();
    }
    if (file.state.size() > LARGEST) {
      unread.add(Fact.unknown("file", "is too large to be a configuration file: " + file.state.size() + " bytes", file.path.toString()));
      return Optional.empty();
    }
    try {
      return Optional.of(host.readAll(file.path));
    } catch (TrekException e) {
      note(file.path, e);
      return Optional.empty();
    }
  }

  private Optional<Place> at(HostPath path, int links) {
    Optional<FileState> state = stat(path);
    if (state.isEmpty() || state.get().kind() != FileState.Kind.LINK) {
      return state.map(found -> new Place(path, found));
    }
    if (links == 0) {
      unread.add(Fact.unknown("file", "its symbolic links lead in a ring", path.toString()));
      return Optional.empty();
    }
    return at(ConfigFile.resolve(path, new String(state.get().target(), StandardCharsets.ISO_8859_1)), links - 1);
  }

  private Optional<FileState> stat(HostPath path) {
    Optional<FileState> known = states.get(path);
    if (known == null && lacking(path)) {
      known = Optional.empty();
    } else if (known == null) {
      try {
        known = host.stat(path);
      } catch (TrekException e) {
        note(path, e);
        known = Optional.empty();
      }
      states.put(path, known);
    }
    return known;
  }

  private void note(HostPath path, TrekException e) {
    unread.add(Fact.unknown("file", e.what(), path.toString()));
  }

  private record Place(HostPath path, FileState state) {}
}
