package org.mailtrek.host;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** This machine, or a folder that acts as a machine's root, as those see it who may only read. */
public final class LocalHostView implements HostView {

  private final FilesView files;
  private final AccountsView accounts;
  private final ServicesView services;
  private final PackagesView packages;
  private final Looks looks;

  /** Makes the view of a host whose root is a folder of this machine; {@code /} for the machine itself. */
  public LocalHostView(String name, Path folder, AccountsView accounts, ServicesView services, PackagesView packages) {
    this(name, new LocalFiles(new Root(name, folder), state -> state), accounts, services, packages);
  }

  LocalHostView(String name, FilesView files, AccountsView accounts, ServicesView services, PackagesView packages) {
    this(files, accounts, services, packages, new Looks(new NoSlapd(name), new FileInspection(files)));
  }

  LocalHostView(FilesView files, AccountsView accounts, ServicesView services, PackagesView packages, Looks looks) {
    this.files = files;
    this.accounts = accounts;
    this.services = services;
    this.packages = packages;
    this.looks = looks;
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    return files.stat(path);
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return files.read(file);
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    return files.list(folder);
  }

  @Override
  public void ahead(Collection<HostPath> paths) throws TrekException {
    files.ahead(paths);
  }

  @Override
  public void glance(Collection<HostPath> paths) throws TrekException {
    files.glance(paths);
  }

  @Override
  public Optional<List<HostPath>> unlike(OwnerBatch batch) throws TrekException {
    return files.unlike(batch);
  }

  @Override
  public boolean deviating(HostPath top, OwnerRule wanted, OwnerRule.Taker taker) throws TrekException {
    return files.deviating(top, wanted, taker);
  }

  @Override
  public Map<HostPath, Glimpse> present(Collection<HostPath> paths) throws TrekException {
    return files.present(paths);
  }

  @Override
  public boolean names(HostPath top, NameSight sight) throws TrekException {
    return files.names(top, sight);
  }

  @Override
  public boolean tree(HostPath top, Sight sight) throws TrekException {
    return files.tree(top, sight);
  }

  @Override
  public Map<HostPath, HostPath> twins(HostPath top) throws TrekException {
    return files.twins(top);
  }

  @Override
  public Space space(HostPath path) throws TrekException {
    return files.space(path);
  }

  @Override
  public OptionalLong freeFiles(HostPath path) throws TrekException {
    return files.freeFiles(path);
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

  @Override
  public SlapdView slapd() {
    return looks.slapd;
  }

  @Override
  public Inspection inspection() {
    return looks.inspection;
  }

  /**
   * What needs the machine's own programs.
   *
   * @param slapd reads the files of a directory server
   * @param inspection runs programs that only look
   */
  record Looks(SlapdView slapd, Inspection inspection) {}
}
