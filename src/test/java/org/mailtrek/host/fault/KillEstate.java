package org.mailtrek.host.fault;

import java.nio.file.Path;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.StoreMover;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.Host;
import org.mailtrek.host.TrekException;

/** An estate whose every write is a write point, counted by the same points. */
public record KillEstate(Estate estate, Points points) implements Estate {

  @Override
  public String name() {
    return estate.name();
  }

  @Override
  public Path folder() {
    return estate.folder();
  }

  @Override
  public View view() {
    return estate.view();
  }

  @Override
  public Host host(String name) throws TrekException {
    return new KillHost(estate.host(name), points);
  }

  @Override
  public DirectoryServer directory() throws TrekException {
    return new KillDirectory(estate.directory(), points);
  }

  @Override
  public StoreMover mover() throws TrekException {
    return MemoryMover.of(this, host(estate.view().hosts().get(0)));
  }

  @Override
  public Database database(String host) throws TrekException {
    return new KillDatabase(estate.database(host), points);
  }

  @Override
  public void close() {
    estate.close();
  }
}
