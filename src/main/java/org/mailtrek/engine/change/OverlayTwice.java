package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Shows a tree under two paths.
 *
 * @param from where it lies
 * @param to where it is shown as well
 * @param names how many more names each of its files has then
 */
record OverlayTwice(HostView below, HostPath from, HostPath to, int names) implements FileLayer {

  private HostPath now(HostPath asked) {
    return asked.isWithin(to) ? asked.rebase(to, from) : asked;
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    Optional<FileState> found = below.stat(now(path));
    if (found.isEmpty() || !path.isWithin(to) && !path.isWithin(from)) {
      return found;
    }
    FileState old = found.get();
    int links = old.kind() == FileState.Kind.FOLDER ? old.links() : old.links() + names;
    long device = path.isWithin(to) ? below.stat(to.parent()).map(FileState::device).orElse(old.device()) : old.device();
    return Optional.of(
        new FileState(
            old.kind(), old.uid(), old.gid(), old.mode(), old.size(), old.modified(), links, device, old.target(), old.attributes()));
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return below.read(now(file));
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    HostPath now = now(folder);
    TreeSet<HostPath> children = new TreeSet<>();
    for (HostPath each : below.list(now)) {
      children.add(each.rebase(now, folder));
    }
    if (folder.equals(to.parent())) {
      children.add(to);
    }
    return List.copyOf(children);
  }
}
