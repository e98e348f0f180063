package org.mailtrek.host;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The packages of a machine. */
public interface PackagesView {

  /** Returns the installed packages, by name; packages that were removed but left configuration files are not among them. */
  SortedMap<String, Installed> installed() throws TrekException;

  /** Returns the versions that could be installed now, newest first; empty when the name is unknown. */
  List<String> available(String name) throws TrekException;

  /** Returns the names of all packages that could be installed now, sorted. */
  List<String> offered() throws TrekException;

  /**
   * Returns what a package would bring, without installing it.
   *
   * @throws TrekException when there is no such package at hand
   */
  Contents contents(String name, String version) throws TrekException;

  /** Returns the package manager's family: {@code dpkg} or {@code rpm}. */
  String family();

  /**
   * A package on the machine.
   *
   * @param name its name
   * @param version its version
   * @param complete false when an installation or removal was interrupted
   */
  record Installed(String name, String version, boolean complete) {}

  /** What a package brings. */
  interface Contents {

    /** Returns files, folders and links by path, with the owner, mode and size they will have. */
    SortedMap<HostPath, FileState> files();

    /** Returns which of the files are configuration files. */
    java.util.SortedSet<HostPath> configuration();

    /** Opens one of the files. */
    InputStream read(HostPath file) throws TrekException;

    /** Returns the user that the package creates, with a group of the same name. */
    Optional<String> account();

    /** Returns the services that the package brings. */
    List<String> services();
  }
}
