package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Shows an object with another mode. */
record OverlayMode(HostView below, HostPath path, int mode) implements FileLayer {

  @Override
  public Optional<FileState> stat(HostPath asked) throws TrekException {
    Optional<FileState> found = below.stat(asked);
    return asked.equals(path)
        ? found.map(old -> new FileState(old.kind(), old.uid(), old.gid(), mode, old.size(), old.modified(), old.links(), old.device(), old.target(), old.attributes()))
        : found;
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return below.read(file);
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    return below.list(folder);
  }
}
