package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.Disk;
import org.mailtrek.host.EarlySync;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/** Makes and removes the files of an {@link Extraction}. */
final class Extracting {

  private final Extraction change;
  private final Host on;
  private final HostView view;
  private final Disk disk;
  private final AttachmentRows rows;
  private final Scratch scratch;

  Extracting(Extraction change, Host on, AttachmentRows rows, Scratch scratch) {
    this.change = change;
    this.on = on;
    this.view = on.view();
    this.disk = on.disk();
    this.rows = rows;
    this.scratch = scratch;
  }

  Left perform() throws TrekException {
    clear();
    Extraction.Standing standing = change.standing(on, rows);
    List<String> left = new ArrayList<>(standing.foreign().stream().map(this::foreign).toList());
    Set<Long> there = new HashSet<>();
    standing.ours().forEach(each -> there.add(each.id()));
    standing.foreign().forEach(each -> there.add(each.id()));
    List<Extraction.Item> missing = change.attachments().stream().filter(each -> !there.contains(each.id())).toList();
    if (!missing.isEmpty()) {
      makeFolders();
      List<Extraction.Item> written;
      try (EarlySync early = disk.early(change.top())) {
        written = new RowReaders(rows, change.connections(), new RowWriter(on, scratch, change, early)).read(missing, left);
      }
      disk.syncAll(change.top());
      disk.rename(names(written.stream().map(Extraction.Item::file).toList()));
    }
    sync();
    return new Left(left);
  }

  private String foreign(Extraction.Item item) {
    return change.host() + ":" + item.file() + ": left alone, since it holds something else than the database";
  }

  /** Removes what an earlier attempt left under scratch names. */
  private void clear() throws TrekException {
    List<HostPath> half = new ArrayList<>(change.reachable(view).stream().map(each -> scratch.beside(each.file())).toList());
    change.folders().forEach(each -> half.add(scratch.beside(each)));
    for (HostPath each : view.present(half).keySet()) {
      disk.delete(each);
    }
  }

  private Map<HostPath, HostPath> names(List<HostPath> made) {
    Map<HostPath, HostPath> names = new LinkedHashMap<>();
    made.forEach(each -> names.put(scratch.beside(each), each));
    return names;
  }

  /** Makes those of one depth at once, the outermost first. */
  private void makeFolders() throws TrekException {
    SortedMap<Integer, List<HostPath>> depths = new TreeMap<>();
    Set<HostPath> there = view.present(change.folders()).keySet();
    change.folders().stream().filter(each -> !there.contains(each)).forEach(each -> depths.computeIfAbsent(depth(each), fresh -> new ArrayList<>()).add(each));
    Owner owner = change.owner().owner();
    NewFiles.Mark mark = new NewFiles.Mark(owner.uid(view.accounts()), owner.gid(view.accounts()), change.owner().folder(), Optional.empty());
    for (List<HostPath> some : depths.values()) {
      try (NewFiles files = disk.files(mark)) {
        for (HostPath each : some) {
          files.folder(scratch.beside(each));
        }
      }
      disk.rename(names(some));
    }
  }

  private static int depth(HostPath path) {
    return path.root() ? 0 : 1 + depth(path.parent());
  }

  /** Makes durable what is there: of the store, or of what is left above it. */
  private void sync() throws TrekException {
    HostPath there = change.top();
    while (view.stat(there).isEmpty()) {
      there = there.parent();
    }
    disk.syncAll(there);
  }

  Left revert() throws TrekException {
    clear();
    Extraction.Standing standing = change.standing(on, rows);
    List<String> left = new ArrayList<>(standing.foreign().stream().map(this::foreign).toList());
    disk.delete(standing.ours().stream().map(Extraction.Item::file).toList());
    List<HostPath> innermost = new ArrayList<>(change.folders());
    Collections.reverse(innermost);
    for (HostPath each : innermost) {
      Optional<FileState> found = view.stat(each);
      if (found.isPresent() && found.get().kind() == FileState.Kind.FOLDER && view.list(each).isEmpty()) {
        disk.delete(each);
      }
    }
    sync();
    return new Left(left);
  }
}
