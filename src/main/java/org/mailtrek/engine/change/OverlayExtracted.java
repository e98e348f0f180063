package org.mailtrek.engine.change;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Shows attachments as files before they are. */
final class OverlayExtracted implements FileLayer {

  /** What is larger is not shown: nobody reads attachments to plan. */
  private static final long SHOWN = 1 << 24;

  private final HostView below;
  private final View database;
  private final Extraction change;
  private final Map<HostPath, Extraction.Item> files = new HashMap<>();
  private final Set<HostPath> folders;

  OverlayExtracted(HostView below, View database, Extraction change) {
    this.below = below;
    this.database = database;
    this.change = change;
    change.attachments().forEach(each -> files.put(each.file(), each));
    this.folders = new HashSet<>(change.folders());
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    Optional<FileState> found = below.stat(path);
    boolean folder = folders.contains(path);
    if (found.isPresent() || !folder && !files.containsKey(path)) {
      return found;
    }
    int uid = change.owner().owner().uid(below.accounts());
    int gid = change.owner().owner().gid(below.accounts());
    FileState.Kind kind = folder ? FileState.Kind.FOLDER : FileState.Kind.FILE;
    int mode = folder ? change.owner().folder() : change.owner().file();
    long size = folder ? 0 : files.get(path).size();
    return Optional.of(
        new FileState(kind, uid, gid, mode, size, change.modified().orElse(Instant.EPOCH), folder ? 2 : 1, device(path.parent()), new byte[0], new TreeMap<>()));
  }

  private long device(HostPath path) throws TrekException {
    Optional<FileState> found = below.stat(path);
    return found.isPresent() || path.root() ? found.map(FileState::device).orElse(0L) : device(path.parent());
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    Extraction.Item item = files.get(file);
    if (item == null || below.stat(file).isPresent()) {
      return below.read(file);
    }
    if (item.size() > SHOWN) {
      throw FileLayer.noSuch(below, file, "content before the plan is applied");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    database.database(change.host()).attachmentRows().contents(List.of(item.id()), piece -> piece.bytes().ifPresent(bytes::writeBytes));
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    TreeSet<HostPath> all = new TreeSet<>(below.stat(folder).isPresent() ? below.list(folder) : Collections.<HostPath>emptyList());
    folders.stream().filter(each -> each.parent().equals(folder)).forEach(all::add);
    files.keySet().stream().filter(each -> each.parent().equals(folder)).forEach(all::add);
    return List.copyOf(all);
  }
}
