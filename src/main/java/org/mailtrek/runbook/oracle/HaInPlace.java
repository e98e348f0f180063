package org.mailtrek.runbook.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.backup.MakeBackup;
import org.mailtrek.backup.Part;
import org.mailtrek.backup.Site;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.runbook.CommandStep;

/**
 * Upgrades Oracle Messaging Server in a cluster where it lies: the resource is taken off, the programs are exchanged on every node that has them, and the resource is
 * enabled again. Without a store, and with the former media on each node, it can be taken back.
 */
public final class HaInPlace implements Runbook {

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public HaInPlace(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "oracle-ha-in-place";
  }

  @Override
  public String title() {
    return "Upgrade Oracle Messaging Server in a cluster, in the place where it is";
  }

  @Override
  public boolean fits() {
    return Cluster.declared(declared);
  }

  @Override
  public List<Option> options() {
    return List.of(SideBySide.HOST, SideBySide.MEDIA, CarriedAnswers.STATE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    Cluster cluster = Cluster.of(declared, move.host());
    CarriedAnswers answers = new CarriedAnswers(move, move.oldRoot(), cluster.nodes(), options);
    List<Step> steps = new ArrayList<>();
    steps.add(new MakeBackup("back-up", List.of(new Site(move.host(), move.config(), Optional.empty(), true)), Set.of(Part.CONFIG), ".before-" + move.path().to()));
    steps.add(new StoreBackup(move).step());
    steps.add(answers.step());
    steps.add(exchange(move, cluster, answers));
    return steps;
  }

  private static Step exchange(Move move, Cluster cluster, CarriedAnswers answers) {
    return new CommandStep(
        new CommandStep.Name("exchange-on-all-nodes", "Take the resource off, exchange the programs for " + move.path().to() + " on all nodes, and bring it up", Set.of("O9", "O13")),
        (view, preview) -> {
          if (!has(view, move.host(), move, move.path().to().toString())) {
            cluster.atHome(view);
            preview.change(command(view, move, cluster, answers));
            preview.note(new Switching(move).configurationGoesBack());
            ClusterNotes.say(view, move, cluster, preview);
          }
        },
        view -> {
          ClusterNotes.check(view, move, cluster, move.oldRoot());
          for (String each : cluster.nodes()) {
            if (has(view, each, move, move.path().from().toString())) {
              throw TrekException.at(each).kind(TrekException.Kind.DIFFERENT).found("still has " + move.path().from()).next("commpkg upgrade there, before the group is switched to it");
            }
          }
        },
        new Switching(move).guards());
  }

  private static String noted(Move move, String version) {
    return " " + version + " " + move.oldRoot();
  }

  private static boolean has(View view, String node, Move move, String version) throws TrekException {
    return Move.listed(view.host(node), move.installer()).contains(noted(move, version));
  }

  private static Act.When there(Move move, String version) {
    return Act.When.said(List.of(move.installer(), "info"), noted(move, version));
  }

  private static ForeignCommand command(View view, Move move, Cluster cluster, CarriedAnswers answers) throws TrekException {
    Switching switching = new Switching(move);
    String from = move.path().from().toString();
    String to = move.path().to().toString();
    List<String> nodes = new ArrayList<>();
    boolean returnable = true;
    for (String each : cluster.nodes()) {
      if (has(view, each, move, from)) {
        nodes.add(each);
        returnable &= view.host(each).stat(HostPath.of(move.formerInstaller())).isPresent();
      }
    }
    List<Act> acts = new ArrayList<>(List.of(cluster.disable(view)));
    switching.snapshot(acts, there(move, to));
    acts.add(answers.begin());
    for (String each : nodes) {
      acts.add(new Act.Run(answers.command(each), List.of(there(move, to).not())).on(each));
    }
    acts.add(answers.end());
    acts.addAll(ClusterNotes.prepare(move, cluster, move.oldRoot()));
    acts.addAll(AgentActs.ifOld(view, move, cluster));
    acts.add(cluster.enable(view));
    List<Sign> signs =
        List.of(Sign.said(List.of(move.installer(), "info"), noted(move, from), noted(move, to)), cluster.staysEnabled(), cluster.serverOn(move.host(), Cluster.ONLINE, Cluster.ONLINE));
    ForeignCommand.Manner manner = switching.manner(move.store(view));
    if (!returnable) {
      manner = new ForeignCommand.Manner(false, Optional.of(manner.noReturn().orElse("the media of " + from + " is not at hand on all nodes: it would lie in " + HostPath.of(move.formerInstaller()).parent())));
    }
    return new ForeignCommand(move.host(), "upgrade to " + to + " on all nodes", acts, returnable ? back(view, new Exchange(move, cluster, answers, nodes)) : List.of(), signs, manner);
  }

  /** What is exchanged, and on which nodes. */
  private record Exchange(Move move, Cluster cluster, CarriedAnswers answers, List<String> nodes) {}

  private static List<Act> back(View view, Exchange exchange) throws TrekException {
    Move move = exchange.move;
    Cluster cluster = exchange.cluster;
    Switching switching = new Switching(move);
    HostPath stop = move.oldRoot().resolve("bin/stop-msg");
    List<Act> back = new ArrayList<>(List.of(cluster.disable(view)));
    back.add(new Act.Run(List.of(stop.toString()), List.of(Act.When.at(stop, Sign.FILE))));
    switching.rollBack(back, there(move, move.path().to().toString()));
    for (String each : exchange.nodes) {
      switching.formerPrograms(back, each, exchange.answers.begun());
    }
    back.add(exchange.answers.end());
    switching.dropSnapshot(back);
    back.add(switching.putBack());
    back.add(cluster.enable(view));
    return back;
  }
}
