package org.mailtrek.engine.change;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Shows account files with some lines added. */
record OverlayLines(HostView below, List<AccountLine> lines, Optional<Instant> modified) implements FileLayer {

  private Optional<AccountLine> line(HostPath path) {
    return lines.stream().filter(each -> each.file().equals(path)).findFirst();
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    Optional<FileState> state = below.stat(path);
    Optional<AccountLine> line = line(path);
    if (state.isEmpty() || line.isEmpty()) {
      return state;
    }
    FileState old = state.get();
    long size = line.get().added(below.readAll(path)).length;
    return Optional.of(
        new FileState(
            old.kind(), old.uid(), old.gid(), old.mode(), size, modified.orElse(old.modified()), old.links(), old.device(), old.target(), old.attributes()));
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    Optional<AccountLine> line = line(file);
    return line.isEmpty() ? below.read(file) : new ByteArrayInputStream(line.get().added(below.readAll(file)));
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    return below.list(folder);
  }
}
