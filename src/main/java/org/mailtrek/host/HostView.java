package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A machine as those see it who may only read: files, accounts, services and packages.
 *
 * <p>Scratch names of Mailtrek ({@link Scratch#hides}) are hidden from {@link #list}. Implementations are safe for use by several threads.
 */
public interface HostView {

  /** Returns the name of the host in {@code estate.yaml}. */
  String name();

  /**
   * Returns what is at a path, not following a link at its end; empty when there is nothing.
   *
   * @throws TrekException when the host can't be asked
   */
  Optional<FileState> stat(HostPath path) throws TrekException;

  /**
   * Opens a regular file. The stream throws {@link IOException} when reading fails.
   *
   * @throws TrekException when there is no such file, or it can't be opened
   */
  InputStream read(HostPath file) throws TrekException;

  /**
   * Returns what lies directly in a folder, sorted by bytes.
   *
   * @throws TrekException when it is no folder, or can't be listed
   */
  List<HostPath> list(HostPath folder) throws TrekException;

  /**
   * Returns the space of the file system that holds a path (or its nearest existing parent).
   *
   * @throws TrekException when the host can't be asked
   */
  Space space(HostPath path) throws TrekException;

  /** Returns the users and groups of the machine. */
  AccountsView accounts();

  /** Returns the services of the machine. */
  ServicesView services();

  /** Returns the packages of the machine. */
  PackagesView packages();

  /**
   * Reads a whole file into memory; for configuration files and the like.
   *
   * @throws TrekException when there is no such file, or it can't be read
   */
  default byte[] readAll(HostPath file) throws TrekException {
    try (InputStream in = read(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw TrekException.at(name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }

  /**
   * Space on a file system.
   *
   * @param freeBytes bytes free for the user that Mailtrek runs as
   * @param totalBytes size of the file system in bytes
   * @param mount the mount point
   * @param mountKey tells mounts apart where device numbers don't (bind mounts)
   */
  record Space(long freeBytes, long totalBytes, HostPath mount, String mountKey) {}
}
