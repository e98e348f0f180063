package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.host.AccountsView;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** A host's view of which some parts are exchanged for what a change will make of them. */
final class OverlayHostView implements HostView {

  private final HostView below;
  private final Optional<FileLayer> files;
  private final AccountsView accounts;
  private final ServicesView services;
  private final PackagesView packages;

  private OverlayHostView(HostView below, Optional<FileLayer> files, AccountsView accounts, ServicesView services, PackagesView packages) {
    this.below = below;
    this.files = files;
    this.accounts = accounts;
    this.services = services;
    this.packages = packages;
  }

  static OverlayHostView over(HostView below) {
    return new OverlayHostView(below, Optional.empty(), below.accounts(), below.services(), below.packages());
  }

  OverlayHostView files(FileLayer layer) {
    return new OverlayHostView(below, Optional.of(layer), accounts, services, packages);
  }

  OverlayHostView accounts(AccountsView overlay) {
    return new OverlayHostView(below, files, overlay, services, packages);
  }

  OverlayHostView services(ServicesView overlay) {
    return new OverlayHostView(below, files, accounts, overlay, packages);
  }

  OverlayHostView packages(PackagesView overlay) {
    return new OverlayHostView(below, files, accounts, services, overlay);
  }

  @Override
  public void ahead(Collection<HostPath> paths) throws TrekException {
    below.ahead(paths);
  }

  @Override
  public void glance(Collection<HostPath> paths) throws TrekException {
    below.glance(paths);
  }

  @Override
  public String name() {
    return below.name();
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    return files.isPresent() ? files.get().stat(path) : below.stat(path);
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return files.isPresent() ? files.get().read(file) : below.read(file);
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    return files.isPresent() ? files.get().list(folder) : below.list(folder);
  }

  @Override
  public Space space(HostPath path) throws TrekException {
    return below.space(path);
  }

  @Override
  public OptionalLong freeFiles(HostPath path) throws TrekException {
    return below.freeFiles(path);
  }

  @Override
  public org.mailtrek.host.SlapdView slapd() {
    return below.slapd();
  }

  /** Returns the programs of the world as it is: what they say is not overlaid. */
  @Override
  public org.mailtrek.host.Inspection inspection() {
    return below.inspection();
  }

  @Override
  public boolean foreseen() {
    return true;
  }

  @Override
  public AccountsView accounts() {
    return accounts;
  }

  @Override
  public ServicesView services() {
    return services;
  }

  @Override
  public PackagesView packages() {
    return packages;
  }
}
