package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
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
      RowWriter writer = new RowWriter(on, scratch, change);
      List<Extraction.Item> written = new RowReaders(rows, change.connections(), writer).read(missing, left);
      disk.syncAll(change.top());
      for (Extraction.Item each : written) {
        disk.rename(scratch.beside(each.file()), each.file());
      }
    }
    sync();
    return new Left(left);
  }

  private String foreign(Extraction.Item item) {
    return change.host() + ":" + item.file() + ": left alone, since it holds something else than the database";
  }

  /** Removes what an earlier attempt left under scratch names. */
  private void clear() throws TrekException {
    for (Extraction.Item each : change.reachable(view)) {
      HostPath half = scratch.beside(each.file());
      if (view.stat(half).isPresent()) {
        disk.delete(half);
      }
    }
    for (HostPath each : change.folders()) {
      HostPath half = scratch.beside(each);
      if (view.stat(half).isPresent()) {
        disk.delete(half);
      }
    }
  }

  private void makeFolders() throws TrekException {
    for (HostPath each : change.folders()) {
      if (view.stat(each).isEmpty()) {
        HostPath half = scratch.beside(each);
        disk.mkdir(half, 0700);
        disk.chown(half, change.owner().owner().uid(view.accounts()), change.owner().owner().gid(view.accounts()));
        disk.chmod(half, change.owner().folder());
        disk.rename(half, each);
      }
    }
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
    for (Extraction.Item each : standing.ours()) {
      disk.delete(each.file());
    }
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
