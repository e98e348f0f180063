package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Shows an object, with all below it, under another path, or nowhere. */
final class OverlayMoved implements FileLayer {

  private final HostView below;
  private final HostPath from;
  private final Optional<HostPath> to;

  OverlayMoved(HostView below, HostPath from, Optional<HostPath> to) {
    this.below = below;
    this.from = from;
    this.to = to;
  }

  /** Returns where the object at a path lies now; empty when there will be nothing. */
  private Optional<HostPath> now(HostPath asked) {
    if (to.isPresent() && asked.isWithin(to.get())) {
      return Optional.of(asked.rebase(to.get(), from));
    }
    return asked.isWithin(from) ? Optional.empty() : Optional.of(asked);
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    Optional<HostPath> now = now(path);
    Optional<FileState> state = now.isEmpty() ? Optional.empty() : below.stat(now.get());
    if (state.isEmpty() || now.get().equals(path)) {
      return state;
    }
    FileState old = state.get();
    long device = below.stat(to.get().parent()).map(FileState::device).orElse(old.device());
    return Optional.of(
        new FileState(
            old.kind(), old.uid(), old.gid(), old.mode(), old.size(), old.modified(), old.links(), device, old.target(), old.attributes()));
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return below.read(now(file).orElseThrow(() -> FileLayer.noSuch(below, file, "file")));
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    HostPath now = now(folder).orElseThrow(() -> FileLayer.noSuch(below, folder, "folder"));
    TreeSet<HostPath> children = new TreeSet<>();
    for (HostPath child : below.list(now)) {
      if (!child.equals(from)) {
        children.add(child.rebase(now, folder));
      }
    }
    if (to.isPresent() && folder.equals(to.get().parent())) {
      children.add(to.get());
    }
    return List.copyOf(children);
  }
}
