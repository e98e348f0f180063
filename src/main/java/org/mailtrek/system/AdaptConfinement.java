package org.mailtrek.system;

import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Lets AppArmor's rules, SELinux's labels and Kerberos' keys follow to the new paths and the new account; says what only people can do about them. */
final class AdaptConfinement implements Step {

  private final String host;
  private final SystemSteps.Account account;
  private final MovedPaths moved;

  AdaptConfinement(String host, SystemSteps.Account account, MovedPaths moved) {
    this.host = host;
    this.account = account;
    this.moved = moved;
  }

  /** Whether a machine has anything of the kind. */
  static boolean concerns(HostView machine) throws TrekException {
    return AppArmorRules.concerns(machine) || PathLabels.concerns(machine) || Keytabs.concerns(machine);
  }

  @Override
  public String id() {
    return "adapt-confinement";
  }

  @Override
  public String title() {
    return "Let AppArmor, SELinux and Kerberos follow to the new paths";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z11");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    new AppArmorRules(view, host, moved).preview(preview);
    new PathLabels(view, host, moved).preview(preview);
    if (Keytabs.concerns(view.host(host))) {
      Keytabs.preview(view, host, moved, account.of(view), preview);
    }
  }
}
