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
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.CommandStep;

/**
 * Upgrades Oracle Messaging Server in a cluster beside the version that is there: the new tree is made on storage that the nodes share while the server runs; then
 * the resource is taken off, its group switched to another node, the resource told where the new tree is, and enabled. Where that fails, all of it is switched back.
 */
public final class HaSideBySide implements Runbook {

  /** To which node. */
  static final Option NODE = new Option("node", "the node that the group is switched to (default: the second that is declared)", List.of(), Optional.of(""));

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public HaSideBySide(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "oracle-ha-side-by-side";
  }

  @Override
  public String title() {
    return "Upgrade Oracle Messaging Server in a cluster, beside the version that is there";
  }

  @Override
  public boolean fits() {
    return Cluster.declared(declared);
  }

  @Override
  public List<Option> options() {
    return List.of(SideBySide.HOST, SideBySide.MEDIA, CarriedAnswers.STATE, NODE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    Cluster cluster = Cluster.of(declared, move.host());
    if (move.oldRoot().equals(move.newRoot())) {
      throw TrekException.at("estate.yaml: target.root").kind(TrekException.Kind.ESTATE).found("is the tree that is active, " + move.oldRoot()).next("name another tree, or plan oracle-ha-in-place");
    }
    String other = cluster.other(options.getOrDefault("node", ""));
    List<Step> steps = new ArrayList<>();
    steps.add(new MakeBackup("back-up", List.of(new Site(move.host(), move.config(), Optional.empty(), true)), Set.of(Part.CONFIG), ".before-" + move.path().to()));
    steps.add(new StoreBackup(move).step());
    InactiveTree tree = new InactiveTree(move, options);
    steps.add(tree.answers());
    steps.add(SideBySide.install(move, tree));
    steps.add(SideBySide.useConfiguration(move));
    steps.add(switchOver(move, cluster, other));
    return steps;
  }

  private static Step switchOver(Move move, Cluster cluster, String other) {
    Switching switching = new Switching(move);
    return new CommandStep(
        new CommandStep.Name("switch-the-group", "Take the resource off, switch its group to " + other + ", and bring " + move.path().to() + " up there", Set.of("O9", "O13")),
        (view, preview) -> {
          if (!done(view, move, cluster)) {
            cluster.atHome(view);
            preview.change(activation(view, move, cluster, other));
            preview.note("where any of it fails, all is switched back to " + move.path().from() + " on " + move.host() + " by itself");
            preview.note(switching.configurationGoesBack());
            ClusterNotes.say(view, move, cluster, preview);
          }
        },
        view -> ClusterNotes.check(view, move, cluster, move.newRoot()),
        List.of());
  }

  /** The resource starts from the new tree, or from a link that leads to it. */
  private static boolean done(View view, Move move, Cluster cluster) throws TrekException {
    HostPath root = cluster.root(view);
    return root.equals(move.newRoot()) || linked(view, move, root) && SideBySide.target(view.host(move.host()), root).equals(Optional.of(move.newRoot()));
  }

  private static boolean linked(View view, Move move, HostPath root) throws TrekException {
    return view.host(move.host()).stat(root).filter(each -> each.kind() == FileState.Kind.LINK).isPresent();
  }

  private static ForeignCommand activation(View view, Move move, Cluster cluster, String other) throws TrekException {
    Switching switching = new Switching(move);
    HostPath root = cluster.root(view);
    boolean link = linked(view, move, root);
    Act.When changed = link ? Act.When.at(root, Sign.link(move.newRoot())) : cluster.startsFrom(move.newRoot());
    List<Act> acts = new ArrayList<>(List.of(cluster.disable(view)));
    switching.snapshot(acts, changed);
    if (link) {
      acts.add(new Act.Point(root, move.newRoot()));
    }
    acts.addAll(ClusterNotes.prepare(move, cluster, move.newRoot()));
    acts.add(cluster.switchTo(view, other));
    if (from32Bits(view, move)) {
      acts.add(new Act.Run(List.of(Move.bin(move.newRoot(), "useconfig"), move.config().toString())).on(other));
    }
    if (!link) {
      acts.add(cluster.serverRoot(view, move.newRoot()).on(other));
    }
    acts.addAll(AgentActs.ifOld(view, move, cluster));
    acts.add(cluster.enable(view).on(other));
    List<Sign> signs =
        List.of(
            cluster.groupOn(other, Cluster.OFFLINE, Cluster.ONLINE),
            link ? Sign.at(root, Sign.link(move.oldRoot()), Sign.link(move.newRoot())) : cluster.serverRootSign(root, move.newRoot()),
            cluster.serverOn(other, Cluster.OFFLINE, Cluster.ONLINE),
            cluster.staysEnabled());
    return new ForeignCommand(move.host(), "switch the group over to " + move.path().to(), acts, back(view, move, cluster, link, changed), signs, switching.manner(move.store(view)));
  }

  private static List<Act> back(View view, Move move, Cluster cluster, boolean link, Act.When changed) throws TrekException {
    Switching switching = new Switching(move);
    HostPath root = cluster.root(view);
    List<Act> back = new ArrayList<>(List.of(cluster.disable(view), cluster.switchTo(view, move.host())));
    back.add(new Act.Run(List.of(Move.bin(move.newRoot(), "stop-msg"))));
    switching.rollBack(back, changed);
    back.add(link ? new Act.Point(root, move.oldRoot()) : cluster.serverRoot(view, root));
    switching.dropSnapshot(back);
    back.add(switching.putBack());
    back.add(cluster.enable(view));
    return back;
  }

  private static boolean from32Bits(View view, Move move) throws TrekException {
    int said = Installation.at(view.host(move.host()), move.oldRoot()).map(Installation::bits).orElse(java.util.OptionalInt.empty()).orElse(move.oldRoot().name().endsWith("64") ? 64 : 32);
    return said == 32 && move.newRoot().name().endsWith("64");
  }
}
