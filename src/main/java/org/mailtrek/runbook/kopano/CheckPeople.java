package org.mailtrek.runbook.kopano;

import java.util.Set;
import org.mailtrek.check.IdentityGuard;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Compares, after the first start in safe mode, whom the directory names with whom the database knows: the same as before the start, or somebody
 * would be deleted as soon as safe mode is left.
 */
final class CheckPeople implements Step {

  private final IdentityGuard identity;

  CheckPeople(String host, IdentityGuard.Settings settings) {
    this.identity = new IdentityGuard(host, settings);
  }

  @Override
  public String id() {
    return "check-people";
  }

  @Override
  public String title() {
    return "Check users, groups and stores after the first start";
  }

  @Override
  public Effect effect() {
    return Effect.READS;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K10", "K12");
  }

  @Override
  public void preview(View view, Preview preview) {
    preview.note("the checklist of users, groups, companies, memberships, rights and stores is compared by name: see 'check'");
  }

  @Override
  public void verify(View view) throws TrekException {
    try {
      identity.check(view);
    } catch (TrekException e) {
      throw TrekException.at(e.where()).kind(TrekException.Kind.DIFFERENT).found(e.what()).because(e).next(e.next());
    }
  }
}
