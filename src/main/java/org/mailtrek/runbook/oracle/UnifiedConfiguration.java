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
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.CommandStep;

/**
 * Converts the configuration of Oracle Messaging Server to the unified one, {@code config.xml}, or back to the legacy files that the conversion has put aside. A
 * start that fails goes back by itself.
 */
public final class UnifiedConfiguration implements Runbook {

  private static final Option TO = new Option("to", "which configuration is wanted", List.of("unified", "legacy"), Optional.of("unified"));

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public UnifiedConfiguration(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "oracle-unified-config";
  }

  @Override
  public String title() {
    return "Convert the configuration of Oracle Messaging Server to the unified one, or back";
  }

  @Override
  public boolean fits() {
    return new SideBySide(declared).fits();
  }

  @Override
  public List<Option> options() {
    return List.of(SideBySide.HOST, TO);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    Step backup = new MakeBackup("back-up", List.of(new Site(move.host(), move.config(), Optional.empty(), true)), Set.of(Part.CONFIG), ".before-conversion");
    return List.of(backup, options.getOrDefault("to", "unified").equals("legacy") ? legacy(move) : unified(move));
  }

  private static Installation installed(View view, Move move) throws TrekException {
    return Installation.at(view.host(move.host()), move.oldRoot())
        .orElseThrow(() -> TrekException.at(move.host() + ":" + move.oldRoot()).kind(TrekException.Kind.REFUSED).found("there is no server").next("correct root under products in estate.yaml"));
  }

  private static void check(View view, Move move, boolean wanted) throws TrekException {
    Installation found = installed(view, move);
    if (found.unified() != wanted || found.processes().isEmpty()) {
      throw TrekException.at(move.host() + ":" + move.config()).kind(TrekException.Kind.DIFFERENT).found("the configuration is " + (found.unified() ? "unified" : "legacy") + ", and " + found.processes().size() + " processes run")
          .next("see the log of the server");
    }
  }

  private static HostPath aside(Move move) {
    return move.config().resolve("legacy-config");
  }

  private static Step unified(Move move) {
    return new CommandStep(
        new CommandStep.Name("convert-configuration", "Stop the server, convert its configuration to config.xml, and start it", Set.of("O12")),
        (view, preview) -> {
          Installation found = installed(view, move);
          if (found.unified()) {
            return;
          }
          if (found.version().filter(each -> each.atLeast("7.0.5")).isEmpty()) {
            throw TrekException.at(move.host()).kind(TrekException.Kind.REFUSED).found("the server is " + found.version().map(Object::toString).orElse("not to be asked") + ": there is a unified configuration from 7.0.5 on").next("upgrade it first: strategy compare");
          }
          FileState folder = view.host(move.host()).stat(move.config()).orElseThrow();
          for (Folder each : Folder.of(view, move.host(), aside(move), Owner.of(folder.uid(), folder.gid()), folder.mode() & 0777)) {
            preview.change(each);
          }
          preview.change(conversion(view, move));
          preview.note("the legacy files go to " + aside(move) + "; what is changed in config.xml from then on is not in them, and going back to them loses it");
        },
        view -> check(view, move, true),
        List.of());
  }

  private static ForeignCommand conversion(View view, Move move) throws TrekException {
    Act stop = new Act.Run(List.of(Move.bin(move.oldRoot(), "stop-msg")));
    Act start = new Act.Run(List.of(Move.bin(move.oldRoot(), "start-msg")));
    List<Sign> signs = signs(view, move, true);
    return new ForeignCommand(move.host(), "convert the configuration", List.of(stop, new Act.Run(List.of(Move.bin(move.oldRoot(), "configtoxml"))), start),
        List.of(stop, new Switching(move).putBack(), start), signs, ForeignCommand.Manner.RETURNING);
  }

  private static List<Sign> signs(View view, Move move, boolean unified) throws TrekException {
    HostPath xml = move.config().resolve("config.xml");
    HostPath conf = move.config().resolve("msg.conf");
    List<Sign> signs = new ArrayList<>(List.of(
        Sign.at(xml, unified ? Sign.NOTHING : Sign.FILE, unified ? Sign.FILE : Sign.NOTHING), Sign.at(conf, unified ? Sign.FILE : Sign.NOTHING, unified ? Sign.NOTHING : Sign.FILE)));
    signs.addAll(new Switching(move).running(view.host(move.host())));
    return signs;
  }

  private static Step legacy(Move move) {
    return new CommandStep(
        new CommandStep.Name("restore-legacy", "Stop the server, put its legacy configuration back, and start it", Set.of("O12")),
        (view, preview) -> {
          if (!installed(view, move).unified()) {
            return;
          }
          HostView host = view.host(move.host());
          List<HostPath> files = files(host, aside(move));
          if (files.stream().noneMatch(each -> each.name().equals("msg.conf"))) {
            throw TrekException.at(move.host() + ":" + aside(move)).kind(TrekException.Kind.REFUSED).found("holds no legacy configuration: this one was never converted").next("configure --noxml, by hand, makes a new one");
          }
          preview.change(restoration(view, move, files));
          preview.note("all that was changed since the conversion is lost: config.xml was last written " + host.stat(move.config().resolve("config.xml")).orElseThrow().modified() + ", the legacy files "
              + host.stat(aside(move).resolve("msg.conf")).orElseThrow().modified() + "; the backup keeps config.xml");
        },
        view -> check(view, move, false),
        List.of());
  }

  private static List<HostPath> files(HostView host, HostPath folder) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    for (HostPath each : host.stat(folder).isPresent() ? host.list(folder) : List.<HostPath>of()) {
      FileState.Kind kind = host.stat(each).orElseThrow().kind();
      if (kind == FileState.Kind.FOLDER) {
        found.addAll(files(host, each));
      } else if (kind == FileState.Kind.FILE) {
        found.add(each);
      }
    }
    return found;
  }

  private static ForeignCommand restoration(View view, Move move, List<HostPath> files) throws TrekException {
    Act stop = new Act.Run(List.of(Move.bin(move.oldRoot(), "stop-msg")));
    Act start = new Act.Run(List.of(Move.bin(move.oldRoot(), "start-msg")));
    List<Act> acts = new ArrayList<>(List.of(stop));
    files.forEach(each -> acts.add(new Act.Finish(each, each.rebase(aside(move), move.config()))));
    acts.add(new Act.Unlink(List.of(move.config().resolve("config.xml"))));
    acts.add(start);
    return new ForeignCommand(move.host(), "put the legacy configuration back", acts, List.of(stop, new Switching(move).putBack(), start), signs(view, move, false), ForeignCommand.Manner.RETURNING);
  }
}
