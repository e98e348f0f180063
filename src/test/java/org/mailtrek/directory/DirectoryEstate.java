package org.mailtrek.directory;

import java.util.List;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;

/** An estate that is a directory and nothing else. */
record DirectoryEstate(DirectoryServer directory) implements SmallEstate {

  /** The face that can't write. */
  private record ReadOnly(DirectoryView directory) implements View {

    @Override
    public List<String> hosts() {
      return List.of();
    }

    @Override
    public HostView host(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DatabaseView database(String host) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public View view() {
    return new ReadOnly(directory.view());
  }

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public Host host(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    directory.close();
  }
}
