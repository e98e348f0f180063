package org.mailtrek.check;

import java.util.List;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostView;

/** An estate with a directory, a database and nothing else. */
record TwoPortView(DirectoryView directory, DatabaseView database) implements View {

  @Override
  public List<String> hosts() {
    return List.of("mail1");
  }

  @Override
  public HostView host(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DatabaseView database(String host) {
    return database;
  }
}
