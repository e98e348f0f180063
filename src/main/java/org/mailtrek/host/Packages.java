package org.mailtrek.host;

import java.util.List;

/**
 * Installs and removes packages. Services are kept from starting by themselves while packages change. Nothing is ever purged by
 * {@link #remove}: configuration files stay.
 */
public interface Packages {

  /** Returns the face that can't write. */
  PackagesView view();

  /**
   * Installs packages, each written {@code NAME=VERSION}; files of an administrator are kept where a package brings a newer one.
   *
   * @throws TrekException when it fails; {@link #finish} completes what was begun
   */
  void install(List<String> packages) throws TrekException;

  /**
   * Removes packages by name and keeps an archive of each, so that {@link #install} can bring the same version back.
   *
   * @throws TrekException when it fails; {@link #finish} completes what was begun
   */
  void remove(List<String> names) throws TrekException;

  /** Forgets configuration files of a package that {@link #remove} left; only for what an installation of ours brought. */
  void forget(List<String> names) throws TrekException;

  /** Finishes an interrupted installation or removal. */
  void finish() throws TrekException;
}
