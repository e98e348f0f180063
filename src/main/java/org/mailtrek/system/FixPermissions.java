package org.mailtrek.system;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Gives the files of a mail server the owners and modes that they shall have: one change a tree, and only what deviates. */
final class FixPermissions implements Step {

  private final Permissions wanted;

  FixPermissions(Permissions wanted) {
    this.wanted = wanted;
  }

  @Override
  public String id() {
    return "fix-permissions";
  }

  @Override
  public String title() {
    return "Set owners and modes on " + wanted.host();
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z11");
  }

  /** Each object is looked at right before it is changed, and the machine's answer to each change is counted: what is not confirmed is left, and named. */
  @Override
  public boolean compares() {
    return true;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    for (Permissions.Place each : wanted.places()) {
      if (!Permissions.folder(view.host(wanted.host()), each)) {
        preview.note(each.path() + " is no folder: nothing to own (a link is not followed: name what it leads to)");
        continue;
      }
      Optional<Ownership> change =
          each.tree() ? Ownership.tree(view, wanted.host(), each.path(), each.rule()) : Ownership.of(view, wanted.host(), each.path(), each.rule());
      Optional<Change> found = change.map(one -> one);
      if (found.isPresent()) {
        preview.change(found.get());
      }
    }
  }
}
