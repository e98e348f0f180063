package org.mailtrek.host;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A simulated machine whose folder is read over SSH; its services and packages, which are simulated, are asked nearby.
 *
 * @param far the machine that holds the folder
 * @param top the folder there
 * @param near the simulated machine
 */
public record FolderOfHost(HostView far, HostPath top, HostView near) implements HostView {

  private HostPath there(HostPath path) {
    return path.rebase(HostPath.ROOT, top);
  }

  @Override
  public String name() {
    return near.name();
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    return far.stat(there(path)).map(SimulatedOwner::shown);
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return far.read(there(file));
  }

  @Override
  public void ahead(Collection<HostPath> files) throws TrekException {
    far.ahead(files.stream().map(this::there).toList());
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    return far.list(there(folder)).stream().map(each -> each.rebase(top, HostPath.ROOT)).toList();
  }

  @Override
  public Space space(HostPath path) throws TrekException {
    Space space = far.space(there(path));
    return new Space(space.freeBytes(), space.totalBytes(), HostPath.ROOT, space.mountKey());
  }

  @Override
  public AccountsView accounts() {
    return new FileAccounts(this);
  }

  @Override
  public ServicesView services() {
    return near.services();
  }

  @Override
  public PackagesView packages() {
    return near.packages();
  }
}
