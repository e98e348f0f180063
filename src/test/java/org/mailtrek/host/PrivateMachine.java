package org.mailtrek.host;

/** A machine whose root is a folder that a package manager is told to use. */
final class PrivateMachine implements Host {

  private final Disk disk;
  private final Packages packages;
  private final HostView view;

  /** Makes the packages of a machine. */
  interface Making {
    Packages of(Machine machine) throws TrekException;
  }

  PrivateMachine(Root root, Programs programs, Making packages) throws TrekException {
    this.disk = new LocalDisk(root.host(), root.folder());
    this.packages = packages.of(new Machine(new LocalFiles(root, state -> state), disk, programs));
    this.view = new LocalHostView(root.host(), root.folder(), new NoPorts(), new NoPorts(), this.packages.view());
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
    throw new IllegalStateException("this test is about packages");
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
