package org.mailtrek.host;

import java.util.List;

/**
 * Keeps the archive of an installed package, so that the very version can be brought back without any repository: from a cache of the package
 * manager's, else from its repository, else built anew of what is installed, where rpmbuild is at hand.
 */
final class RpmKeeping {

  /** Words: the folder, the file's name. */
  private static final String LOOK =
      """
      kept=$1 name=$2
      for cache in /var/cache/dnf /var/cache/yum /var/cache/libdnf5 /var/cache/zypp/packages /var/cache/PackageKit; do
        [ ! -d "$cache" ] || find "$cache" -type f -name "$name"
      done | head -n 1 | { IFS= read -r file && mkdir -p -- "$kept" && chmod 700 "$kept" && cp -p -- "$file" "$kept/.$name.new" && sync "$kept/.$name.new" && mv -f -- "$kept/.$name.new" "$kept/$name"; }
      """;

  private final Programs programs;
  private final RpmTool rpm;
  private final RpmStore store;
  private final RpmSolver solver;
  private final HostPath kept;

  RpmKeeping(Programs programs, RpmTool rpm, RpmStore store, RpmSolver solver, HostPath kept) {
    this.programs = programs;
    this.rpm = rpm;
    this.store = store;
    this.solver = solver;
    this.kept = kept;
  }

  /**
   * Makes sure that an archive is kept.
   *
   * @throws TrekException when it can't be, such as for lack of room, or because there is none and nothing to build one with; nothing else has happened
   */
  void keep(PackagesView.Installed gone) throws TrekException {
    String name = bare(gone);
    if (!gone.complete() || store.find(name, gone.version()).isPresent() || cached(name, gone)) {
      return;
    }
    if (rpm.real() && solver.versions(name).anyMatch(gone.version()::equals)) {
      try {
        solver.fetch(List.of(name + "=" + gone.version()), kept);
      } catch (TrekException away) {
        // What the repository does not give is made of what is installed.
      }
    }
    if (store.find(name, gone.version()).isEmpty()) {
      Programs.Ended made = new RpmRebuild(programs, rpm, kept).of(gone);
      if (!made.ok() || store.find(name, gone.version()).isEmpty()) {
        throw trouble(gone, made);
      }
    }
  }

  private TrekException trouble(PackagesView.Installed gone, Programs.Ended made) {
    if (made.code() != RpmRebuild.NO_TOOL) {
      return PackageTrouble.of(programs.host() + ": " + gone.name(), "keeping an archive of " + gone.version(), made);
    }
    return TrekException.at(programs.host() + ": " + gone.name())
        .kind(TrekException.Kind.REFUSED)
        .found("could not be brought back: no archive of " + gone.version() + " is in a folder, in a cache or in a repository, and rpmbuild is not there to make one")
        .next("put the archive into Mailtrek's folder on " + programs.host() + ", or install rpm-build there, then try again");
  }

  /**
   * Refuses what could never be brought back, before anything is changed.
   *
   * @throws TrekException of kind {@code REFUSED}
   */
  void check(PackagesView.Installed gone) throws TrekException {
    String name = bare(gone);
    boolean known = store.find(name, gone.version()).isPresent() || rpm.real() && solver.versions(name).anyMatch(gone.version()::equals);
    if (!known && !programs.run("sh", "-c", "command -v rpmbuild").ok() && !inCache(name, gone)) {
      throw trouble(gone, new Programs.Ended(RpmRebuild.NO_TOOL, new byte[0], ""));
    }
  }

  private boolean inCache(String name, PackagesView.Installed gone) throws TrekException {
    return programs.run("sh", "-c", "find /var/cache/dnf /var/cache/yum /var/cache/libdnf5 /var/cache/zypp/packages /var/cache/PackageKit -type f -name \"$1\" 2>/dev/null | grep -q .", "sh", file(name, gone)).ok();
  }

  private boolean cached(String name, PackagesView.Installed gone) throws TrekException {
    return rpm.real() && programs.run("sh", "-c", LOOK, "sh", programs.word(kept), file(name, gone)).ok() && store.find(name, gone.version()).isPresent();
  }

  private static String file(String name, PackagesView.Installed gone) {
    return name + "-" + gone.version().replaceFirst("^\\d+:", "") + ".rpm";
  }

  /** Returns the name without an architecture at its end. */
  static String bare(PackagesView.Installed one) {
    String architecture = one.version().substring(one.version().lastIndexOf('.'));
    return one.name().endsWith(architecture) ? one.name().substring(0, one.name().length() - architecture.length()) : one.name();
  }
}
