package org.mailtrek.engine.change;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.OwnerBatch;
import org.mailtrek.host.OwnerRule;
import org.mailtrek.host.TrekException;

/** Tells how far the objects of a side file have come: by the machine's own tools where a group is worth it, and one by one what is neither old nor new. */
final class OwnerLook implements OwnerGroups.Taker {

  private final HostView view;
  private final OwnerWalk walk;
  private final Optional<OwnerRule> numbers;
  private final Set<Seen> found = EnumSet.noneOf(Seen.class);

  OwnerLook(HostView view, Ownership.Rule rule) throws TrekException {
    this.view = view;
    this.walk = new OwnerWalk(view, rule);
    this.numbers = walk.numbers();
  }

  Set<Seen> found() {
    return found;
  }

  @Override
  public void take(OwnerGroups.Had had, byte[] names, int count) throws TrekException {
    Optional<OwnerBatch> batch = numbers.filter(each -> count >= OwnerSetting.WORTH_A_PROGRAM).map(each -> had.batch(each, names));
    Optional<List<HostPath>> old = batch.isPresent() ? view.unlike(batch.get()) : Optional.empty();
    if (old.isEmpty()) {
      each(had, OwnerBatch.paths(names));
      return;
    }
    if (old.get().size() < count) {
      found.add(Seen.AFTER);
    }
    if (!old.get().isEmpty()) {
      Set<HostPath> notNew = new HashSet<>(old.get());
      List<HostPath> notOld = view.unlike(batch.get().back()).orElseThrow();
      List<HostPath> neither = notOld.stream().filter(notNew::contains).toList();
      if (neither.size() < notNew.size()) {
        found.add(Seen.BEFORE);
      }
      each(had, neither);
    }
  }

  private void each(OwnerGroups.Had had, List<HostPath> paths) throws TrekException {
    for (HostPath path : paths) {
      found.add(walk.seen(had.item(path), view.stat(path)));
    }
  }
}
