package org.mailtrek.runbook.oracle;

import java.util.Optional;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.oracle.ServerVersion;

/** Refuses to upgrade an agent before its server. */
final class ServerFirstGuard implements Guard {

  private final Move move;
  private final Cluster cluster;

  ServerFirstGuard(Move move, Cluster cluster) {
    this.move = move;
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return "server-first";
  }

  @Override
  public String check(View view) throws TrekException {
    Optional<ServerVersion> found = Installation.at(view.host(move.host()), cluster.root(view)).flatMap(Installation::version);
    if (found.filter(each -> each.compareTo(move.path().to()) >= 0).isEmpty()) {
      throw TrekException.at("resource " + cluster.resource()).kind(TrekException.Kind.REFUSED)
          .found("its server is " + found.map(Object::toString).orElse("not to be asked") + ", and its agent is upgraded behind it").next("plan oracle-ha-side-by-side, or oracle-ha-in-place, first");
    }
    return "its server is " + found.get();
  }
}
