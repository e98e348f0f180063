package org.mailtrek.directory;

import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Refuses to write the new names while a replica does not know them: its database would break. */
final class ReplicaGuard implements Guard {

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public String check(View view) throws TrekException {
    List<Replica> all = Replica.of(view);
    List<String> wrong = all.stream().filter(each -> !each.ready()).map(Replica::toString).toList();
    if (!wrong.isEmpty()) {
      throw TrekException.at("replicas").kind(TrekException.Kind.REFUSED).found(String.join("; ", wrong))
          .next("install the new schema there first: a replica that lacks it can break its database; one that is out of use: --override replicas --because TEXT");
    }
    return all.isEmpty() ? "" : all.size() + " replicas know the new schema";
  }
}
