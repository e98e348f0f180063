package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Shows an object, or a tree, with the owner and mode of a rule. */
record OverlayOwner(HostView below, HostPath top, boolean tree, Ownership.Rule rule) implements FileLayer {

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    Optional<FileState> state = below.stat(path);
    boolean meant = path.equals(top) || tree && path.isWithin(top) && state.isPresent() && state.get().kind() != FileState.Kind.LINK;
    if (!meant || state.isEmpty()) {
      return state;
    }
    FileState old = state.get();
    return Optional.of(
        new FileState(
            old.kind(),
            rule.owner().uid(below.accounts()),
            rule.owner().gid(below.accounts()),
            rule.mode(old.kind(), old.mode()),
            old.size(),
            old.modified(),
            old.links(),
            old.device(),
            old.target(),
            old.attributes()));
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
