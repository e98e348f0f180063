package org.mailtrek.engine.change;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Shows one object anew at a path: a file with its content, an empty folder, or a link. */
final class OverlayFile implements FileLayer {

  private final HostView below;
  private final HostPath path;
  private final Image image;
  private final Content content;
  private final Optional<Instant> modified;

  OverlayFile(HostView below, HostPath path, Image image, Content content, Optional<Instant> modified) {
    this.below = below;
    this.path = path;
    this.image = image;
    this.content = content;
    this.modified = modified;
  }

  @Override
  public Optional<FileState> stat(HostPath asked) throws TrekException {
    if (!asked.equals(path)) {
      return below.stat(asked);
    }
    SortedMap<String, byte[]> attributes = new TreeMap<>();
    image.attributes().forEach((name, value) -> attributes.put(name, value.array()));
    Optional<FileState> old = below.stat(path);
    long device = old.isPresent() ? old.get().device() : below.stat(path.parent()).map(FileState::device).orElse(0L);
    return Optional.of(
        new FileState(
            image.kind(),
            image.owner().uid(below.accounts()),
            image.owner().gid(below.accounts()),
            image.kind() == FileState.Kind.LINK ? 0777 : image.mode(),
            image.size(),
            modified.orElse(old.map(FileState::modified).orElse(Instant.EPOCH)),
            image.kind() == FileState.Kind.FOLDER ? old.map(FileState::links).orElse(2) : 1,
            device,
            image.target().array(),
            attributes));
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    if (!file.equals(path)) {
      return below.read(file);
    }
    return content.shown().orElseThrow(() -> FileLayer.noSuch(below, path, "content before the plan is applied"));
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    if (folder.equals(path)) {
      return below.stat(path).isPresent() ? below.list(folder) : List.of();
    }
    TreeSet<HostPath> all = new TreeSet<>(below.list(folder));
    if (folder.equals(path.parent())) {
      all.add(path);
    }
    return List.copyOf(all);
  }
}
