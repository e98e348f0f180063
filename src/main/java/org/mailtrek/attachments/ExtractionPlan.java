package org.mailtrek.attachments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Extraction;
import org.mailtrek.engine.change.FilesLikeRows;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Finds which attachments are to be written, in segments, and everything that stands against it before anything is written. */
final class ExtractionPlan implements RowCensus.Taker {

  private static final int SEGMENT = 2_000;
  private static final long SEGMENT_BYTES = 1L << 28;
  /** A layout of more folders is not made as a whole. */
  private static final int MOST_FOLDERS = 10_000;
  private static final int FOLDER_MODE = 0750;
  private static final int FILE_MODE = 0640;

  private final View view;
  private final HostView on;
  private final ExtractAttachments.How how;
  private final Step.Preview preview;
  private final FilesLikeRows likeness;
  private final Extraction.Modes modes;
  private final RoomForFiles room;
  private final Set<HostPath> folders = new HashSet<>();
  private final Set<HostPath> absent = new HashSet<>();
  private final List<HostPath> missing = new ArrayList<>();
  private final List<Extraction.Item> segment = new ArrayList<>();
  private final Names damaged = new Names();
  private final Names unnamed = new Names();
  private final Names wrong = new Names();
  private boolean whole;
  private long segmentBytes;
  private long done;

  ExtractionPlan(View view, ExtractAttachments.How how, Step.Preview preview) throws TrekException {
    this.view = view;
    this.on = view.host(how.host());
    this.how = how;
    this.preview = preview;
    this.likeness = new FilesLikeRows(on, view.database(how.host()).attachmentRows());
    this.modes = how.modes().isPresent() ? how.modes().get() : modes();
    this.room = new RoomForFiles(on, how.layout().top());
  }

  private Extraction.Modes modes() throws TrekException {
    HostPath top = how.layout().top();
    FileState state = on.stat(on.stat(top).isPresent() ? top : top.parent()).orElseThrow();
    return new Extraction.Modes(Owner.of(state.uid(), state.gid()), FOLDER_MODE, FILE_MODE);
  }

  @Override
  public void take(List<Held> held) throws TrekException {
    SortedMap<Long, HostPath> there = new TreeMap<>();
    SortedMap<Long, Held> wanted = new TreeMap<>();
    for (Held each : held) {
      if (!each.referenced()) {
        unnamed.add(each);
        continue;
      }
      if (each.defect().isPresent()) {
        damaged.add(each);
      }
      if (each.extractable()) {
        wanted.put(each.id(), each);
        need(how.layout().folder(each.id()));
      }
    }
    places(wanted.keySet()).forEach((id, files) -> there.put(id, files.get(0)));
    Set<Long> same = likeness.among(there);
    for (Held each : wanted.values()) {
      if (same.contains(each.id())) {
        done++;
        continue;
      }
      if (there.containsKey(each.id())) {
        replace(there.get(each.id()));
      }
      write(each);
    }
  }

  /** Returns the files that attachments have already, one for each that has any. */
  private Map<Long, List<HostPath>> places(Set<Long> ids) throws TrekException {
    Map<HostPath, Long> asked = new LinkedHashMap<>();
    for (long id : ids) {
      if (!absent.contains(how.layout().folder(id))) {
        asked.put(how.layout().plain(id), id);
        asked.put(how.layout().compressed(id), id);
      }
    }
    Map<Long, List<HostPath>> places = new LinkedHashMap<>();
    Map<HostPath, FilesView.Glimpse> present = on.present(asked.keySet());
    for (HostPath each : present.keySet()) {
      if (present.get(each).kind() != FileState.Kind.FILE) {
        throw refused(each, "is there and is no file", "move it away, then plan again");
      }
      List<HostPath> found = places.computeIfAbsent(asked.get(each), fresh -> new ArrayList<>());
      found.add(each);
      if (found.size() > 1) {
        throw refused(found.get(0), "is there, and so is " + each.name() + ": which one a client would see depends on its protocol", "move the wrong one away, then plan again");
      }
    }
    return places;
  }

  private void replace(HostPath file) throws TrekException {
    wrong.add(file);
    if (how.replace()) {
      Optional<Removal> aside = Removal.of(view, how.host(), file);
      if (aside.isPresent()) {
        preview.change(aside.get());
      }
    }
  }

  private void write(Held held) throws TrekException {
    if (!whole) {
      whole = true;
      needAll();
    }
    segment.add(new Extraction.Item(held.id(), how.layout().plain(held.id()), held.size()));
    segmentBytes += held.size();
    room.file(held.size());
    if (segment.size() == SEGMENT || segmentBytes >= SEGMENT_BYTES) {
      flush();
    }
  }

  /** The server makes every folder of its layout when it starts: they come with the first files, so that undo takes away what it will use. */
  private void needAll() throws TrekException {
    if (how.layout().outer() * how.layout().inner() <= MOST_FOLDERS) {
      List<HostPath> all = how.layout().folders();
      on.glance(all);
      for (HostPath each : all) {
        need(each);
      }
    }
  }

  private void need(HostPath folder) throws TrekException {
    if (folder.isWithin(how.layout().top()) && folders.add(folder)) {
      need(folder.parent());
      Optional<FileState> state = on.stat(folder);
      if (state.isPresent() && state.get().kind() != FileState.Kind.FOLDER) {
        throw refused(folder, "is there and is no folder", "move it away, then plan again");
      }
      if (state.isEmpty()) {
        missing.add(folder);
        absent.add(folder);
        room.folder();
      }
    }
  }

  private void flush() throws TrekException {
    if (!segment.isEmpty()) {
      preview.change(new Extraction(how.host(), how.layout().top(), modes, how.connections(), missing, segment, Optional.empty()));
      segment.clear();
      missing.clear();
      segmentBytes = 0;
    }
  }

  /**
   * Ends the last segment, and says what was found.
   *
   * @throws TrekException when attachments would be lost, files would be mistaken for others, or there is no room
   */
  void end() throws TrekException {
    flush();
    if (damaged.count() > 0 && !how.damaged()) {
      throw TrekException.at(how.host() + ": database")
          .kind(TrekException.Kind.REFUSED)
          .found("these attachments are not whole in the database: " + damaged.named())
          .next("bring their rows back from a backup, or add --damaged=leave: those with gaps are left behind, by name");
    }
    if (wrong.count() > 0 && !how.replace()) {
      throw refused(how.layout().top(), "these files are not what the database holds: " + wrong.named(), "add --replace to set them aside, which undo takes back");
    }
    room.check().ifPresent(preview::note);
    preview.note(done + " attachments are there already, each the same as in the database");
    if (damaged.count() > 0) {
      preview.note("not whole in the database: " + damaged.named());
    }
    if (wrong.count() > 0) {
      preview.note("set aside, since they are not what the database holds: " + wrong.named());
    }
    if (unnamed.count() > 0) {
      preview.note("no object names these, and they stay in the database: " + unnamed.named());
    }
  }

  private TrekException refused(HostPath path, String found, String next) {
    return TrekException.at(how.host() + ":" + path).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
