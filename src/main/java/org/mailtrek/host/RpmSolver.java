package org.mailtrek.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What stands above rpm on a machine: knows repositories, and what a transaction would take along. Versions are written with their architecture.
 * Nothing is refreshed: what is known of repositories is what the machine knows already.
 */
interface RpmSolver {

  /** Returns the versions of a package that repositories have. */
  Stream<String> versions(String name) throws TrekException;

  /** Returns the names of all packages that repositories have. */
  Stream<String> names() throws TrekException;

  /**
   * Fetches archives, each {@code NAME=VERSION}, into a folder; their signatures are checked as the repository demands.
   *
   * @throws TrekException when not all are to be had, or one is not signed as it must be
   */
  void fetch(List<String> wanted, HostPath folder) throws TrekException;

  /**
   * Returns what a transaction would change; nothing is changed or fetched.
   *
   * @throws TrekException when it is impossible
   */
  List<PackagesView.Exchange> simulate(List<Wish> wishes) throws TrekException;

  /** Returns the packages that an administrator has locked to what they are; names may hold {@code *}. */
  Set<String> held() throws TrekException;

  /** Returns how repositories are set up; empty where there can be none. */
  Optional<RepositoryTool> repositories(HostPath kept);

  /** Forgets what was asked before, since repositories come or go. */
  default void forgetAnswers() {}

  /**
   * What shall become of a package.
   *
   * @param exchange the package, its version now and then
   * @param archive the file to install from; empty text for one of a repository
   */
  record Wish(PackagesView.Exchange exchange, String archive) {

    boolean removes() {
      return exchange.after().isEmpty();
    }

    /** Whether an older version takes the place of a newer one. */
    boolean lowers() {
      return !removes() && exchange.before().isPresent() && RpmVersions.ORDER.compare(exchange.after().get(), exchange.before().get()) < 0;
    }
  }
}
