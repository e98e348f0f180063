package org.mailtrek.runbook.oracle;

import java.util.List;
import java.util.stream.Stream;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Refuses when a node does not reach the servers of all instances: the upgrade of the resource's type would fail there half-way. */
final class ReachGuard implements Guard {

  private final Cluster cluster;
  private final List<Cluster> others;

  ReachGuard(Cluster cluster, List<Cluster> others) {
    this.cluster = cluster;
    this.others = List.copyOf(others);
  }

  @Override
  public String name() {
    return "in-reach";
  }

  @Override
  public String check(View view) throws TrekException {
    for (Cluster each : Stream.concat(Stream.of(cluster), others.stream()).toList()) {
      HostPath root = each.root(view);
      for (String node : each.nodes()) {
        if (view.host(node).stat(root.resolve("bin/start-msg")).isEmpty()) {
          throw TrekException.at(node + ":" + root).kind(TrekException.Kind.REFUSED).found("the server of resource " + each.resource() + " is not in reach there").next("mount its storage on both nodes, then plan again");
        }
      }
    }
    return "every node reaches the servers of " + (1 + others.size()) + " resources";
  }
}
