package org.mailtrek.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * This machine itself: its files, its accounts, its services (systemd, else start scripts) and its packages (dpkg or rpm; on machines
 * with neither only what asks for packages is refused). Children are started with argument lists, a scrubbed environment and a time limit.
 */
public final class LocalHost implements Host {

  private static final Path ROOT = Path.of("/");

  private final HostView view;
  private final Disk disk;
  private final Services services;
  private final Packages packages;
  private final Slapd slapd;
  private final Programs programs;

  /**
   * Opens this machine.
   *
   * @param name its name in {@code estate.yaml}
   * @param archives folders with packages to install from, before the machine's repositories
   * @param kept where archives of removed packages are kept
   */
  public LocalHost(String name, List<Path> archives, Path kept) {
    this(new Root(name, ROOT), archives, kept);
  }

  LocalHost(Root root, List<Path> archives, Path kept) {
    String name = root.host();
    LocalFiles files = new LocalFiles(root, state -> state);
    this.disk = new LocalDisk(name, root.folder());
    Machine machine = new Machine(files, disk, Children.of(root));
    this.programs = machine.programs();
    AccountsView accounts = new MachineAccounts(new FileAccounts(files), machine.programs());
    SlapdTools tools = new SlapdTools(files, machine.programs(), SlapdMemory.of(files));
    this.slapd = tools;
    LocalHostView.Looks looks = new LocalHostView.Looks(tools, new MachineInspection(files, machine.programs()));
    boolean systemd = Files.isDirectory(Path.of("/run/systemd/system"));
    this.services = systemd ? new SystemdServices(machine.programs()) : new InitServices(files, disk, machine.programs());
    this.packages = packages(machine, accounts, archives.stream().map(LocalHost::path).toList(), path(kept));
    this.view = new LocalHostView(files, accounts, services.view(), packages.view(), looks);
  }

  private static Packages packages(Machine machine, AccountsView accounts, List<HostPath> archives, HostPath kept) {
    try {
      return PackageFamily.of(machine, accounts, archives, kept);
    } catch (TrekException e) {
      return new NoPackages(machine.programs().host(), "what its packages are managed by can't be seen: " + e.what());
    }
  }

  /** Returns the files of this machine, without the rest of it. */
  public static FilesView files(String name) {
    return new LocalFiles(new Root(name, ROOT), state -> state);
  }

  private static HostPath path(Path folder) {
    return HostPath.ofBytes(RawPaths.bytes(folder.toAbsolutePath().normalize()));
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
  public Programs programs() {
    return programs;
  }

  @Override
  public Slapd slapd() {
    return slapd;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
