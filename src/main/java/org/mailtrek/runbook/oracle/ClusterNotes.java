package org.mailtrek.runbook.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** What both strategies in a cluster have in common. */
final class ClusterNotes {

  private ClusterNotes() {}

  /** Returns what the new version needs on the home node, before the cluster starts it: its configuration brought up to it, and its watcher once. */
  static List<Act> prepare(Move move, Cluster cluster, HostPath root) {
    List<Act> acts = new ArrayList<>();
    List<Act.When> home = List.of(cluster.groupIsOn(move.host()));
    if (move.path().lacksRestrictedFile()) {
      acts.add(new Act.Run(List.of(Move.bin(root, "updateCfgVersion")), home));
    }
    if (beforeSeven(move)) {
      acts.add(new Act.Run(List.of(Move.bin(root, "ha_ip_config")), home));
    }
    acts.add(new Act.Run(List.of(Move.bin(root, "start-msg"), "watcher"), home));
    return acts;
  }

  private static boolean beforeSeven(Move move) {
    return !move.path().from().atLeast("7.0");
  }

  /** Says what is not done, and why; and what does not go back. */
  static void say(View view, Move move, Cluster cluster, Step.Preview preview) throws TrekException {
    if (!beforeSeven(move)) {
      preview.note("ha_ip_config is not run: only servers from before 7.0 need it");
    }
    Optional<String> agent = cluster.agent(view);
    if (AgentActs.old(agent)) {
      preview.note("the agent of the cluster, " + agent.orElse("") + ", is older than 7 and can't start " + move.path().to() + ": it is upgraded on all nodes before, and stays so when the rest is taken back");
    } else {
      preview.note("the agent of the cluster" + agent.map(each -> ", " + each + ",").orElse("") + " stays as it is: oracle-agent upgrades it");
    }
  }

  /**
   * Checks that the new version runs on the node where the group is.
   *
   * @throws TrekException of kind {@code DIFFERENT} when it does not
   */
  static void check(View view, Move move, Cluster cluster, HostPath root) throws TrekException {
    String node = cluster.online(view).orElseThrow(() -> TrekException.at("group " + cluster.group()).kind(TrekException.Kind.DIFFERENT).found("is online nowhere").next("see the log of the cluster"));
    new Switching(move).check(view.host(node), root);
  }
}
