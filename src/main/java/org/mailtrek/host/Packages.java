package org.mailtrek.host;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

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

  /**
   * Removes packages as {@link #remove(List)} does, before an installation that exchanges others: that those need what goes now is no hindrance, as their
   * next version may not. What anybody else needs is still refused. Until the installation those others may lack something.
   *
   * @param exchanged names of the packages that are exchanged next
   * @throws TrekException as {@link #remove(List)} does
   */
  default void remove(List<String> names, Collection<String> exchanged) throws TrekException {
    remove(names);
  }

  /** Forgets configuration files of a package that {@link #remove} left; only for what an installation of ours brought. */
  void forget(List<String> names) throws TrekException;

  /** Finishes an interrupted installation or removal. */
  void finish() throws TrekException;

  /**
   * Fetches archives, each {@code NAME=VERSION}, from repositories into Mailtrek's own folder on the machine; those that lie in a folder are left alone.
   *
   * @throws TrekException when one is not to be had; those that were fetched before it may be there
   */
  default void fetch(List<String> packages) throws TrekException {
    for (String each : packages) {
      int equals = each.indexOf('=');
      if (!view().atHand(each.substring(0, equals), each.substring(equals + 1))) {
        throw TrekException.at(each).kind(TrekException.Kind.REFUSED).found("can't be fetched on this machine").next("put the package into a folder instead");
      }
    }
  }

  /** Deletes archives that {@link #fetch} brought, each {@code NAME=VERSION}; one that is not there is no fault. */
  default void discard(List<String> packages) throws TrekException {
    // Where nothing can be fetched, there is nothing.
  }

  /** Returns what unpacks downloads into the folder for packages; empty where there is no such folder. */
  default Optional<Unpacking> unpacking() {
    return Optional.empty();
  }

  /**
   * Fetches the lists of a repository whose files are there, and trusts its key. What it has can be installed from then on.
   *
   * @throws TrekException when it can't be reached, does not let us in, or is not signed as it must be
   */
  default void enlist(String repository) throws TrekException {
    throw TrekException.at("repository " + repository).kind(TrekException.Kind.REFUSED).found("can't be set up on this machine").next("put the packages into a folder instead");
  }

  /** Forgets the lists of a repository, and its key where {@link #enlist} has brought it. */
  default void unlist(String repository) throws TrekException {
    throw TrekException.at("repository " + repository).kind(TrekException.Kind.REFUSED).found("can't be set up on this machine").next("put the packages into a folder instead");
  }
}
