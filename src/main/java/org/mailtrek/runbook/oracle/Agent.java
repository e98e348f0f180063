package org.mailtrek.runbook.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.ForeignCommand.Manner;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.runbook.CommandStep;

/**
 * Upgrades the agent of Oracle Messaging Server on all nodes of a cluster, behind the server itself. An agent that a non-global zone has of its own is uninstalled
 * there before: from then on the global zone hands on its own. In a symmetric cluster the agent serves both instances, and the servers of both must be in reach.
 */
public final class Agent implements Runbook {

  private static final Option INSTANCES =
      new Option("instances", "whether the resources of other instances get the new type as well", List.of("all", "one"), Optional.of("all"));
  private static final Option FORMER =
      new Option("former-media", "folder on each node with the unpacked media of the agent that is there, to take it back (default: that of the declared version)", List.of(), Optional.of(""));

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public Agent(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "oracle-agent";
  }

  @Override
  public String title() {
    return "Upgrade the agent of Oracle Messaging Server on all nodes of a cluster";
  }

  @Override
  public boolean fits() {
    return Cluster.declared(declared);
  }

  @Override
  public List<Option> options() {
    return List.of(SideBySide.HOST, SideBySide.MEDIA, CarriedAnswers.STATE, INSTANCES, FORMER);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    Cluster cluster = Cluster.of(declared, move.host());
    List<Cluster> others = others(cluster);
    String former = options.getOrDefault("former-media", "");
    String installer = former.isEmpty() ? move.formerInstaller() : former + "/commpkg";
    boolean one = options.getOrDefault("instances", "all").equals("one");
    CarriedAnswers answers = CarriedAnswers.agent(move, cluster.nodes(), options);
    return List.of(
        answers.step(seen -> !upgraded(seen, move, cluster)),
        new CommandStep(
            new CommandStep.Name("upgrade-agent", "Upgrade the agent on " + String.join(", ", cluster.nodes()), Set.of("O10")),
            (seen, preview) -> {
              if (!upgraded(seen, move, cluster)) {
                preview.change(command(seen, new Upgrade(move, cluster, answers, installer, one ? others : List.of())));
                others.forEach(each -> preview.note("resource " + each.resource() + " of the same nodes " + (one ? "keeps the type that it has" : "gets the new type as well")));
              }
            },
            seen -> check(seen, move, cluster),
            List.of(new ServerFirstGuard(move, cluster), new ReachGuard(cluster, others))));
  }

  /** Returns the other instances on nodes of this one. */
  private List<Cluster> others(Cluster cluster) throws TrekException {
    List<Cluster> found = new ArrayList<>();
    for (Declaration.Product each : declared.products()) {
      if (each.product().equals("oracle") && each.places().server().containsKey("resource")) {
        Cluster other = Cluster.of(declared, each.host());
        if (!other.resource().equals(cluster.resource()) && other.nodes().stream().anyMatch(cluster.nodes()::contains)) {
          found.add(other);
        }
      }
    }
    return found;
  }

  private static boolean upgraded(View view, Move move, Cluster cluster) throws TrekException {
    for (String each : cluster.nodes()) {
      if (!AgentActs.installed(view, each, move).equals(Optional.of(AgentActs.offered(view, each, move)))) {
        return false;
      }
    }
    return true;
  }

  /** What is done: where, with which answers, with which media behind, and which other resources keep their type. */
  private record Upgrade(Move move, Cluster cluster, CarriedAnswers answers, String former, List<Cluster> keeping) {}

  private static ForeignCommand command(View view, Upgrade upgrade) throws TrekException {
    Move move = upgrade.move;
    Cluster cluster = upgrade.cluster;
    String online = cluster.online(view).orElseThrow(() -> TrekException.at("group " + cluster.group()).kind(TrekException.Kind.REFUSED).found("is online nowhere").next("bring it online, then plan again"));
    List<Act> acts = new ArrayList<>(List.of(cluster.disable(view).on(online)));
    acts.addAll(AgentActs.all(view, move, cluster, upgrade.answers.command()));
    for (Cluster each : upgrade.keeping) {
      acts.add(cluster.typeVersion(view, each.resource(), each.agent(view).orElse("")));
    }
    acts.add(cluster.enable(view).on(online));
    List<Sign> signs = new ArrayList<>(List.of(AgentActs.sign(view, move.host(), move), cluster.serverOn(online, Cluster.ONLINE, Cluster.ONLINE), cluster.staysEnabled()));
    Optional<String> closed = noReturn(view, upgrade);
    return new ForeignCommand(move.host(), "upgrade the agent", acts, closed.isPresent() ? List.of() : back(view, upgrade, online), signs, new Manner(false, closed));
  }

  private static Optional<String> noReturn(View view, Upgrade upgrade) throws TrekException {
    Optional<String> agent = upgrade.cluster.agent(view);
    if (AgentActs.old(agent)) {
      return Optional.of("the agent that is there, " + agent.orElse("") + ", can't start " + upgrade.move.path().to());
    }
    for (String node : upgrade.cluster.nodes()) {
      List<String> zones = AgentActs.ownAgents(view.host(node), upgrade.move);
      if (!zones.isEmpty()) {
        return Optional.of("the agent that " + String.join(", ", zones) + " of " + node + " had of its own goes for good: the global zone hands on the new one");
      }
      if (view.host(node).stat(HostPath.of(upgrade.former)).isEmpty()) {
        return Optional.of("the media of the former agent is not at hand on " + node + ": it would lie in " + HostPath.of(upgrade.former).parent());
      }
    }
    return Optional.empty();
  }

  private static List<Act> back(View view, Upgrade upgrade, String online) throws TrekException {
    List<Act> back = new ArrayList<>(List.of(upgrade.cluster.disable(view).on(online)));
    for (String node : upgrade.cluster.nodes()) {
      back.add(new Act.Run(AgentActs.commpkg(upgrade.move.installer(), "uninstall"), List.of(Act.When.said(List.of(upgrade.move.installer(), "info"), AgentActs.COMPONENT + " "))).on(node));
      back.add(new Act.Run(AgentActs.commpkg(upgrade.former, "install")).on(node)); // what an upgrade that was cut off has written is not seen
    }
    for (Cluster each : upgrade.keeping) {
      back.add(upgrade.cluster.typeVersion(view, each.resource(), each.agent(view).orElse("")));
    }
    back.add(upgrade.cluster.typeVersion(view, upgrade.cluster.resource(), upgrade.cluster.agent(view).orElse("")));
    back.add(upgrade.cluster.enable(view).on(online));
    return back;
  }

  private static void check(View view, Move move, Cluster cluster) throws TrekException {
    String wanted = AgentActs.offered(view, move.host(), move);
    if (!upgraded(view, move, cluster) || !cluster.agent(view).equals(Optional.of(wanted))) {
      throw TrekException.at("resource " + cluster.resource()).kind(TrekException.Kind.DIFFERENT).found("its type is " + cluster.agent(view).orElse("not told") + ", and should be " + wanted + " on all nodes")
          .next("correct the version of its type with the cluster's own commands");
    }
  }
}
