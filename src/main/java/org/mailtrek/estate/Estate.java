package org.mailtrek.estate;

import java.nio.file.Path;
import org.mailtrek.host.Database;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.Host;
import org.mailtrek.host.TrekException;

/** What is declared in {@code estate.yaml}, opened into ports. Only the runner hands it to changes; all others get {@link #view}. */
public interface Estate extends AutoCloseable {

  /** Returns the name of the estate. */
  String name();

  /** Returns the estate's folder on this machine. */
  Path folder();

  /** Returns the face that can't write. */
  View view();

  /** Returns a host; see {@link View#host}. */
  Host host(String name) throws TrekException;

  /** Returns the directory; see {@link View#directory}. */
  DirectoryServer directory() throws TrekException;

  /** Returns a database; see {@link View#database}. */
  Database database(String host) throws TrekException;

  @Override
  void close();
}
