package org.mailtrek.host;

import java.io.InputStream;
import java.util.List;

/** The database of an OpenLDAP server as its files, with the tool that fills a new one. */
public interface Slapd {

  /** Returns the face that can't write. */
  SlapdView view();

  /**
   * Writes a configuration that has the settings, schemas and indexes of an existing one, but keeps the files of one database elsewhere. The existing
   * one is not touched.
   *
   * @param configuration as {@link SlapdView#export}
   * @param suffix of the database
   * @param folder where its files are, or shall be
   * @param draft an empty folder, for the new configuration; the caller removes it
   * @return the new configuration
   * @throws TrekException when a tool refuses; the draft then holds what was made
   */
  HostPath lead(HostPath configuration, String suffix, HostPath folder, HostPath draft) throws TrekException;

  /**
   * Fills a database whose folder is empty. The files belong to whom the tool runs as, and may not be durable yet.
   *
   * @param configuration leads to the folder
   * @param suffix of the database
   * @param ldif the entries, parents first
   * @throws TrekException when the tool refuses an entry, in its words; the folder then holds what was made
   */
  void load(HostPath configuration, String suffix, InputStream ldif) throws TrekException;

  /**
   * As {@link #load}; entries that come without a change number get one of this server's, later than all that it has given, and replicas that ask the
   * server what has changed are told of them.
   *
   * @param number the server's own, see {@link SlapdView#number}
   */
  void loadAnew(HostPath configuration, String suffix, int number, InputStream ldif) throws TrekException;

  /**
   * Builds indexes of a database that no server has open, each commit durable. Building again does no harm.
   *
   * @param configuration leads to the database, and names the indexes
   * @param attributes what is to be indexed, at least one
   * @throws TrekException when the tool refuses
   */
  void index(HostPath configuration, String suffix, List<String> attributes) throws TrekException;
}
