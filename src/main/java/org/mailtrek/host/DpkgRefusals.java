package org.mailtrek.host;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why nothing is begun on a Debian machine: what a run left half done, and what an administrator holds. */
final class DpkgRefusals {

  private final Programs programs;
  private final DpkgTool dpkg;

  DpkgRefusals(Programs programs, DpkgTool dpkg) {
    this.programs = programs;
    this.dpkg = dpkg;
  }

  /** Refuses when one of the installed packages is not complete. */
  void brokenOff(Collection<PackagesView.Installed> installed) throws TrekException {
    List<String> half = installed.stream().filter(each -> !each.complete()).map(PackagesView.Installed::name).toList();
    if (!half.isEmpty()) {
      throw TrekException.at(programs.host())
          .kind(TrekException.Kind.REFUSED)
          .found("an earlier run of the package manager was broken off; only half installed: " + String.join(", ", half))
          .next("dpkg --configure -a on " + programs.host() + " (dpkg --audit says more), then try again");
    }
  }

  /** Refuses when one of the names is held. */
  void held(List<String> names) throws TrekException {
    Set<String> held = dpkg.query("${Package}\\t${Status}\\n").stream().filter(each -> each[1].startsWith("hold ")).map(each -> each[0]).collect(Collectors.toSet());
    List<String> meant = names.stream().filter(held::contains).toList();
    if (!meant.isEmpty()) {
      throw TrekException.at(programs.host() + ": " + String.join(", ", meant))
          .kind(TrekException.Kind.REFUSED)
          .found("is held: an administrator has said that it stays as it is")
          .next("apt-mark unhold " + String.join(" ", meant) + " on " + programs.host() + ", then try again");
    }
  }
}
