package org.mailtrek.host;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Why nothing is begun on a machine with rpm: what a run left half done, and what an administrator has locked. */
final class RpmRefusals {

  private final Programs programs;
  private final RpmSolver solver;

  RpmRefusals(Programs programs, RpmSolver solver) {
    this.programs = programs;
    this.solver = solver;
  }

  /** Refuses when one of the installed packages is not complete. */
  void brokenOff(Collection<PackagesView.Installed> installed) throws TrekException {
    List<String> half = installed.stream().filter(each -> !each.complete()).map(PackagesView.Installed::name).toList();
    if (!half.isEmpty()) {
      throw TrekException.at(programs.host())
          .kind(TrekException.Kind.REFUSED)
          .found("an earlier run of the package manager was broken off; there in two versions, or half done: " + String.join(", ", half))
          .next("resume or undo where the run was Mailtrek's; else, on " + programs.host() + ": dnf remove --duplicates, yum-complete-transaction or rpm -e of the older one; then try again");
    }
  }

  /** Refuses when one of the names is locked; a lock may hold {@code *}. */
  void held(List<String> names) throws TrekException {
    Set<String> held = solver.held();
    List<String> meant = names.stream().filter(each -> held.stream().anyMatch(lock -> each.matches(("\\Q" + lock + "\\E").replace("*", "\\E.*\\Q")))).toList();
    if (!meant.isEmpty()) {
      throw TrekException.at(programs.host() + ": " + String.join(", ", meant))
          .kind(TrekException.Kind.REFUSED)
          .found("is held: an administrator has said that it stays as it is")
          .next("take the lock away on " + programs.host() + " (dnf versionlock delete, zypper removelock: " + String.join(" ", meant) + "), then try again");
    }
  }
}
