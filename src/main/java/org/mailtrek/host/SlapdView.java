package org.mailtrek.host;

import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;

/**
 * The database of an OpenLDAP server as its files, read by the server's own tools on the machine where they lie. Safe for several threads; works
 * while the server runs and while it is stopped.
 */
public interface SlapdView {

  /** The suffix that stands for the server's own configuration. */
  String CONFIGURATION = "cn=config";

  /**
   * Writes a database as LDIF with all operational attributes, parents first.
   *
   * @param configuration the folder {@code slapd.d} or the file {@code slapd.conf}
   * @param suffix of the database; {@link #CONFIGURATION} for that in {@code slapd.d}
   * @throws TrekException when the tool is missing or refuses; the stream may have taken a part
   */
  void export(HostPath configuration, String suffix, OutputStream out) throws TrekException;

  /**
   * Reads a configuration that will be asked about, where that is remembered until it changes. Costs nothing elsewhere.
   *
   * @throws TrekException when the configuration can't be read
   */
  default void ahead(HostPath configuration) throws TrekException {}

  /**
   * As {@link #export}, of files of the database that lie in another folder than the configuration says, such as those of a database that was put
   * aside. Needs a place for temporary files on the machine.
   *
   * @param folder where the files are; the server does not use them
   */
  void export(HostPath configuration, String suffix, HostPath folder, OutputStream out) throws TrekException;

  /**
   * Returns the folder in which a database keeps its files; empty when the configuration knows no such database.
   *
   * @throws TrekException when the configuration can't be read
   */
  Optional<HostPath> folder(HostPath configuration, String suffix) throws TrekException;

  /**
   * Returns the number by which the server marks its changes ({@code serverID}), for those who write so that replicas follow; 0 where it has none.
   *
   * @throws TrekException when the configuration can't be read, gives several, of which the address decides, or feeds replicas from a log of changes,
   *     since these do not follow what is loaded
   */
  int number(HostPath configuration) throws TrekException;

  /**
   * Returns the names of all attributes and classes that the configuration defines, in lower case; those that are built into the server are left out.
   *
   * @throws TrekException when the configuration, or a file that it includes, can't be read
   */
  Set<String> names(HostPath configuration) throws TrekException;
}
