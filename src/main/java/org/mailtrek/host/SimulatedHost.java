package org.mailtrek.host;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that acts as a machine's root. Its files, links, modes and times are real; owners are kept aside, so that it works for root and
 * for ordinary users alike. What a real machine keeps outside its disk lies beside the root, in {@code ROOT.machine/}: {@code services/} (a
 * file with the state of each that is not stopped), {@code syslog}, {@code pool/} (the package repository, see {@link PackageWriter}) and
 * {@code kept/} (packages that were removed).
 *
 * <p>Everything it writes goes through the disks that {@link Simulation#layer} may lie over.
 */
public final class SimulatedHost implements Host {

  private final String name;
  private final Path folder;
  private final Disk disk;
  private final HostView view;
  private final SimulatedServices services;
  private final SimulatedPackages packages;
  private final SimulatedPrograms programs;

  /**
   * Opens a machine.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when there is no such folder
   */
  public SimulatedHost(String name, Path folder, Simulation simulation) throws TrekException {
    if (!Files.isDirectory(folder)) {
      throw TrekException.at(name)
          .kind(TrekException.Kind.UNREACHABLE)
          .found("the simulated machine's folder " + folder + " is missing")
          .next("make it again with: simulate zcp-single, or mend hosts." + name + ".simulated in estate.yaml");
    }
    this.name = name;
    this.folder = folder.toAbsolutePath().normalize();
    Root root = new Root(name, folder);
    Faults faults = Faults.of(root.folder());
    this.disk = simulation.layer().over(new FullDisk(new SimulatedDisk(root), faults, name), root.folder());
    LocalFiles files = new LocalFiles(root, SimulatedOwner::shown);
    Store store = Store.of(files, disk);
    Path machine = beside(root.folder());
    Store beside = beside(machine, simulation);
    this.services = new SimulatedServices(this, store, beside, simulation, faults);
    this.packages = new SimulatedPackages(name, store, new PackagePool(machine, beside), services, faults);
    this.programs = new SimulatedPrograms(this, simulation.tools(), faults);
    LocalHostView.Looks looks = new LocalHostView.Looks(new NoSlapd(name), new SimulatedInspection(new FileInspection(files), programs));
    this.view = new LocalHostView(files, new FileAccounts(files), services, packages, looks);
  }

  private Store beside(Path machine, Simulation simulation) throws TrekException {
    Disk around = new LocalDisk(name, machine.getParent());
    HostPath folder = HostPath.ROOT.resolve(RawPaths.bytes(machine.getFileName()));
    if (!Files.isDirectory(machine)) {
      around.mkdir(folder, 0700);
      around.fsync(HostPath.ROOT);
    }
    return Store.of(new LocalFiles(new Root(name, machine), state -> state), simulation.layer().over(new LocalDisk(name, machine), machine));
  }

  /** Returns the folder beside a machine's root that holds what is not on its disk. */
  public static Path beside(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".machine");
  }

  /** Returns the folder that acts as its root, for stand-ins that are programs of their own. */
  public Path folder() {
    return folder;
  }

  @Override
  public String name() {
    return name;
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
  public void close() {
    // Nothing is held open.
  }
}
