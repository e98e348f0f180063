package org.mailtrek.host.fault;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.StoreMover;
import org.mailtrek.estate.StoreMoverView;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** An estate of one machine, and perhaps a directory and a database, all made up. */
public record MemoryEstate(Host machine, Optional<DirectoryServer> server, Optional<Database> data) implements Estate {

  @Override
  public String name() {
    return "made-up";
  }

  @Override
  public Path folder() {
    throw new IllegalStateException("an estate in memory has no folder");
  }

  @Override
  public View view() {
    return new MemoryView(this);
  }

  @Override
  public Host host(String name) throws TrekException {
    if (!name.equals(machine.name())) {
      throw missing(name);
    }
    return machine;
  }

  @Override
  public DirectoryServer directory() throws TrekException {
    return server.orElseThrow(() -> missing("directory"));
  }

  @Override
  public StoreMover mover() {
    return MemoryMover.of(this, machine);
  }

  @Override
  public Database database(String host) throws TrekException {
    return data.orElseThrow(() -> missing("database"));
  }

  private static TrekException missing(String what) {
    return TrekException.at(what).found("there is none").next("declare it");
  }

  @Override
  public void close() {}

  /** The face that can't write. */
  private record MemoryView(MemoryEstate estate) implements View {

    @Override
    public List<String> hosts() {
      return List.of(estate.machine.name());
    }

    @Override
    public HostView host(String name) throws TrekException {
      return estate.host(name).view();
    }

    @Override
    public DirectoryView directory() throws TrekException {
      return estate.directory().view();
    }

    @Override
    public StoreMoverView mover() {
      return estate.mover().view();
    }

    @Override
    public DatabaseView database(String host) throws TrekException {
      return estate.database(host).view();
    }
  }
}
