package org.mailtrek.host;

import java.io.InputStream;
import java.util.Collection;
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
   * Returns what a package would bring, without installing it. An archive that only a repository has is fetched for that, into Mailtrek's own folder on
   * the machine, where an installation then finds it.
   *
   * @throws TrekException when there is no such package at hand
   */
  Contents contents(String name, String version) throws TrekException;

  /**
   * Says for which packages {@link #available} will be asked next, so that a machine far away is asked for all of them at once. Costs nothing elsewhere.
   *
   * @throws TrekException when the machine can't be asked
   */
  default void availableAhead(Collection<String> names) throws TrekException {}

  /**
   * Says into which packages one will look next, each {@code NAME=VERSION}, so that they are fetched and read at once. Costs nothing where that saves
   * nothing.
   *
   * @throws TrekException as {@link #contents} does
   */
  default void contentsAhead(Collection<String> packages) throws TrekException {}

  /** Returns whether {@link #contents} can be shown without fetching anything. */
  default boolean atHand(String name, String version) throws TrekException {
    return available(name).contains(version);
  }

  /** Returns whether archives can come from repositories, which have to be asked for them. */
  default boolean fetches() throws TrekException {
    return false;
  }

  /** Returns the files and folders that an installed package has brought, as the package manager's own list says; empty where it keeps none. */
  default List<HostPath> listed(String name) throws TrekException {
    return List.of();
  }

  /** Returns how repositories are set up here, and what is known of them; refuses where there are none. */
  default Repositories repositories() {
    return new NoRepositories(family());
  }

  /** Returns what is known of downloads and of the folder for packages; empty where there is none. */
  default Optional<Downloads> downloads() {
    return Optional.empty();
  }

  /** Returns the package manager's family: {@code dpkg} or {@code rpm}. */
  String family();

  /**
   * Returns everything that would change if packages were installed and removed, as the package manager itself decides: what they need, and what
   * would have to go with them. Nothing is changed, and nothing fetched.
   *
   * @param install each written {@code NAME=VERSION}, or {@code NAME} for the newest
   * @param remove names
   * @return in the order in which they would be installed; empty when nothing would change
   * @throws TrekException when it can't be done: a name is unknown, a package is held, something it needs is missing, or an earlier run of the package
   *     manager was broken off
   */
  default List<Exchange> exchanges(List<String> install, List<String> remove) throws TrekException {
    return Exchange.asAsked(this, install, remove);
  }

  /**
   * A package on the machine.
   *
   * @param name its name
   * @param version its version
   * @param complete false when an installation or removal was interrupted
   */
  record Installed(String name, String version, boolean complete) {}

  /**
   * A package that changes.
   *
   * @param name its name
   * @param before the version that is installed; empty when there is none
   * @param after the version that will be; empty when it goes
   */
  record Exchange(String name, Optional<String> before, Optional<String> after) {

    /** Returns the changes for just what was asked for. */
    static List<Exchange> asAsked(PackagesView view, List<String> install, List<String> remove) throws TrekException {
      SortedMap<String, Installed> present = view.installed();
      List<Exchange> found = new java.util.ArrayList<>();
      for (String each : remove) {
        if (present.containsKey(each)) {
          found.add(new Exchange(each, Optional.of(present.get(each).version()), Optional.empty()));
        }
      }
      for (String each : install) {
        int equals = each.indexOf('=');
        String name = equals < 0 ? each : each.substring(0, equals);
        List<String> offered = view.available(name);
        String version = equals < 0 ? offered.stream().findFirst().orElse("") : each.substring(equals + 1);
        if (!offered.contains(version)) {
          throw TrekException.at(each).found("no such package is at hand" + (offered.isEmpty() ? "" : "; there is " + String.join(", ", offered))).next("packages list --available");
        }
        Optional<String> before = Optional.ofNullable(present.get(name)).map(Installed::version);
        if (!before.equals(Optional.of(version))) {
          found.add(new Exchange(name, before, Optional.of(version)));
        }
      }
      return found;
    }
  }

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
