package org.mailtrek.directory;

import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;

/** Says which replicas people must load anew, one after the other, when the provider has its new database. */
final class ReloadReplicas implements Step {

  @Override
  public String id() {
    return "reload-replicas";
  }

  @Override
  public String title() {
    return "What people must do on each replica, one after the other";
  }

  @Override
  public Effect effect() {
    return Effect.READS;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z17");
  }

  @Override
  public void preview(View view, Preview preview) {
    List<String> all = view.replicas();
    if (all.isEmpty()) {
      preview.note("no replica is declared in estate.yaml; where there is one all the same: give it the new schema, stop it, move its database away, start it");
    }
    for (String each : all) {
      preview.note(each + ": when slapd of the provider runs again, stop it, move its database away, start it, and wait until it has all entries (ldap survey); then the next. "
          + "Afterwards: sign-off reload-replicas");
    }
  }
}
