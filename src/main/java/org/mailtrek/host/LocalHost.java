package org.mailtrek.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * This machine itself: its files, its accounts, its services (systemd, else start scripts) and its packages (dpkg). Children are started
 * with argument lists, a scrubbed environment and a time limit.
 */
public final class LocalHost implements Host {

  private static final Path ROOT = Path.of("/");

  private final HostView view;
  private final Disk disk;
  private final Services services;
  private final Packages packages;

  /**
   * Opens this machine.
   *
   * @param name its name in {@code estate.yaml}
   * @param archives folders with packages to install from, before the machine's repositories
   * @param kept where archives of removed packages are kept
   * @throws TrekException of kind {@code UNREACHABLE} when its package manager is none that is known
   */
  public LocalHost(String name, List<Path> archives, Path kept) throws TrekException {
    Root root = new Root(name, ROOT);
    Children children = Children.of(name);
    this.disk = new LocalDisk(name, ROOT);
    LocalFiles files = new LocalFiles(root, state -> state);
    AccountsView accounts = new MachineAccounts(new FileAccounts(files), children);
    this.services = Files.isDirectory(Path.of("/run/systemd/system")) ? new SystemdServices(children) : new InitServices(root, disk, children);
    if (!Files.isExecutable(Path.of("/usr/bin/dpkg"))) {
      throw TrekException.at(name)
          .kind(TrekException.Kind.UNREACHABLE)
          .found("its packages are not managed by dpkg, and rpm is not supported yet")
          .next("use a machine with Debian or Ubuntu");
    }
    DpkgPackages dpkg = new DpkgPackages(root, disk, accounts, archives, kept);
    this.packages = dpkg;
    this.view = new LocalHostView(name, files, accounts, services.view(), dpkg);
  }

  @Override
  public String name() {
    return view.name();
  }

  @Override
  public HostView view() {
    return view;
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public Services services() {
    return services;
  }

  @Override
  public Packages packages() {
    return packages;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
