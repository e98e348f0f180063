package org.mailtrek.runbook.oracle;

import java.nio.charset.StandardCharsets;
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
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.runbook.CommandStep;

/**
 * Upgrades Oracle Messaging Server on one host beside the version that is there: both trees use the same data and configuration, and a link leads to the
 * active one. Everything but the switch is done while the server runs. A start that fails switches back by itself.
 */
public final class SideBySide implements Runbook {

  /** Which host; every runbook on one host takes it. */
  static final Option HOST = new Option("host", "which host is upgraded, where several have Oracle's server", List.of(), Optional.of(""));
  /** Where the media lies. */
  static final Option MEDIA = new Option("media", "folder on the host with the unpacked media of the new version", List.of(), Optional.of(""));

  private static final List<String> LINKS = List.of("config", "data", "log");
  private static final Owner ROOT = Owner.of(0, 0);

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public SideBySide(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "oracle-side-by-side";
  }

  @Override
  public String title() {
    return "Upgrade Oracle Messaging Server on one host, beside the version that is there";
  }

  @Override
  public boolean fits() {
    return declared.products().stream().anyMatch(each -> each.product().equals("oracle"));
  }

  @Override
  public List<Option> options() {
    return List.of(HOST, MEDIA, CarriedAnswers.STATE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    if (move.oldRoot().equals(move.newRoot())) {
      throw TrekException.at("estate.yaml: target.root").kind(TrekException.Kind.ESTATE).found("is the tree that is active, " + move.oldRoot())
          .next("name the other tree, or plan oracle-in-place");
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new MakeBackup("back-up", List.of(new Site(move.host(), move.config(), Optional.empty(), true)), Set.of(Part.CONFIG), ".before-" + move.path().to()));
    steps.add(new StoreBackup(move).step());
    steps.add(nameTheLink(move));
    InactiveTree tree = new InactiveTree(move, options);
    steps.add(tree.answers());
    steps.add(install(move, tree));
    steps.add(useConfiguration(move));
    steps.add(switchOver(move));
    steps.add(removeOldLinks(move));
    return steps;
  }

  private static Step nameTheLink(Move move) {
    return new CommandStep(
        new CommandStep.Name("name-the-link", "Let a link lead to the active tree, and let everything that starts the server use it", Set.of("O4")),
        (view, preview) -> {
          if (target(view.host(move.host()), move.link()).isEmpty()) {
            for (Folder each : Folder.of(view, move.host(), move.link().parent(), ROOT, 0755)) {
              preview.change(each);
            }
            Optional<Link> link = Link.of(view, move.host(), move.link(), move.oldRoot().bytes(), ROOT);
            if (link.isPresent()) {
              preview.change(link.get());
            }
          }
          new Starters(move).rewrite(view, preview);
        });
  }

  static Step install(Move move, InactiveTree tree) {
    return new CommandStep(
        new CommandStep.Name("install-beside", "Install " + move.path().to() + " in " + move.newRoot(), Set.of("O4")),
        (view, preview) -> {
          HostView host = view.host(move.host());
          if (tree.outdated(host)) {
            preview.change(tree.upgrade());
          } else if (host.stat(move.newRoot().resolve("bin/start-msg")).isEmpty()) {
            for (Folder each : Folder.of(view, move.host(), move.newRoot().parent(), ROOT, 0755)) {
              preview.change(each);
            }
            preview.change(installation(move));
          }
        },
        view -> {},
        new Switching(move).guards());
  }

  static ForeignCommand installation(Move move) {
    String noted = " " + move.path().to() + " " + move.newRoot();
    return new ForeignCommand(
        move.host(),
        "install " + move.path().to(),
        List.of(new Act.Run(Move.commpkg(move.installer(), "install", move.newRoot()))),
        List.of(new Act.Run(Move.commpkg(move.installer(), "uninstall", move.newRoot()))),
        List.of(Sign.at(move.newRoot(), Sign.NOTHING, Sign.FOLDER), Sign.at(move.newRoot().resolve("bin/start-msg"), Sign.NOTHING, Sign.FILE),
            Sign.said(List.of(move.installer(), "info"), Sign.without(noted), noted)), // one that was cut short has left the files, but no note
        ForeignCommand.Manner.PLAIN);
  }

  static Step useConfiguration(Move move) {
    return new CommandStep(
        new CommandStep.Name("use-configuration", "Let the new tree use the data and the configuration that are there", Set.of("O4")),
        (view, preview) -> {
          if (target(view.host(move.host()), move.newRoot().resolve("config")).isEmpty()) {
            List<HostPath> links = LINKS.stream().map(move.newRoot()::resolve).toList();
            preview.change(
                new ForeignCommand(
                    move.host(),
                    "use the configuration",
                    List.of(new Act.Run(List.of(Move.bin(move.newRoot(), "useconfig"), move.config().toString()))),
                    List.of(new Act.Unlink(links)),
                    List.of(Sign.at(links.get(0), Sign.NOTHING, Sign.link(move.config()))),
                    ForeignCommand.Manner.PLAIN));
          }
        });
  }

  private static Step switchOver(Move move) {
    Switching switching = new Switching(move);
    return new CommandStep(
        new CommandStep.Name("switch-over", "Stop " + move.path().from() + ", point the link to " + move.path().to() + ", and start it", Set.of("O4", "O13")),
        (view, preview) -> {
          if (!target(view.host(move.host()), move.link()).equals(Optional.of(move.newRoot()))) {
            preview.change(activation(move, view));
            preview.note("a start that fails switches back to " + move.path().from() + " by itself");
            preview.note(switching.configurationGoesBack());
          }
        },
        view -> switching.check(view.host(move.host()), move.link()),
        List.of());
  }

  private static ForeignCommand activation(Move move, View view) throws TrekException {
    Switching switching = new Switching(move);
    HostView host = view.host(move.host());
    List<Act> acts = new ArrayList<>(List.of(new Act.Run(List.of(Move.bin(move.link(), "stop-msg")))));
    Act.When changed = Act.When.at(move.link(), Sign.link(move.newRoot()));
    switching.snapshot(acts, changed);
    acts.add(new Act.Point(move.link(), move.newRoot()));
    if (move.path().lacksRestrictedFile()) {
      acts.add(new Act.Run(List.of(Move.bin(move.link(), "updateCfgVersion"))));
    }
    acts.add(new Act.Run(List.of(Move.bin(move.link(), "start-msg"))));
    List<Act> back = new ArrayList<>(List.of(new Act.Run(List.of(Move.bin(move.link(), "stop-msg")))));
    switching.rollBack(back, changed);
    back.add(new Act.Point(move.link(), move.oldRoot()));
    switching.dropSnapshot(back);
    back.add(switching.putBack());
    back.add(new Act.Run(List.of(Move.bin(move.link(), "start-msg"))));
    List<Sign> signs = new ArrayList<>(List.of(Sign.at(move.link(), Sign.link(move.oldRoot()), Sign.link(move.newRoot()))));
    signs.addAll(switching.running(host));
    return new ForeignCommand(move.host(), "switch over to " + move.path().to(), acts, back, signs, switching.manner(move.store(view)));
  }

  private static Step removeOldLinks(Move move) {
    return new CommandStep(
        new CommandStep.Name("remove-old-links", "Remove the links of the tree that is no longer active, so that nobody uses it by mistake", Set.of("O4")),
        (view, preview) -> {
          for (String each : LINKS) {
            HostPath link = move.oldRoot().resolve(each);
            if (target(view.host(move.host()), link).isPresent()) {
              preview.change(Removal.of(view, move.host(), link).orElseThrow());
            }
          }
        });
  }

  static Optional<HostPath> target(HostView host, HostPath link) throws TrekException {
    Optional<FileState> found = host.stat(link).filter(each -> each.kind() == FileState.Kind.LINK);
    return found.map(each -> HostPath.of(new String(each.target(), StandardCharsets.UTF_8)));
  }
}
