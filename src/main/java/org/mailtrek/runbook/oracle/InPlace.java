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
import org.mailtrek.engine.change.ForeignCommand.Manner;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.CommandStep;

/**
 * Upgrades Oracle Messaging Server on one host where it lies: the programs are exchanged, and the server is stopped meanwhile. Without a store, and with the media
 * of the former version at hand, it can be taken back; with a store the start is the point of no return.
 */
public final class InPlace implements Runbook {

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public InPlace(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "oracle-in-place";
  }

  @Override
  public String title() {
    return "Upgrade Oracle Messaging Server on one host, in the place where it is";
  }

  @Override
  public boolean fits() {
    return new SideBySide(declared).fits();
  }

  @Override
  public List<Option> options() {
    return List.of(SideBySide.HOST, SideBySide.MEDIA, CarriedAnswers.STATE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    List<Step> steps = new ArrayList<>();
    steps.add(new MakeBackup("back-up", List.of(new Site(move.host(), move.config(), Optional.empty(), true)), Set.of(Part.CONFIG), ".before-" + move.path().to()));
    steps.add(new StoreBackup(move).step());
    CarriedAnswers answers = new CarriedAnswers(move, move.oldRoot(), List.of(move.host()), options);
    steps.add(answers.step());
    steps.add(upgrade(move, answers));
    return steps;
  }

  private static Step upgrade(Move move, CarriedAnswers answers) {
    return new CommandStep(
        new CommandStep.Name("exchange-programs", "Stop the server, exchange its programs for " + move.path().to() + ", and start it", Set.of("O5", "O13")),
        (view, preview) -> {
          Optional<Installation> found = Installation.at(view.host(move.host()), move.oldRoot());
          if (found.flatMap(Installation::version).filter(each -> each.compareTo(move.path().to()) == 0).isEmpty()) {
            preview.change(exchange(move, view, answers));
            preview.note(new Switching(move).configurationGoesBack());
          }
        },
        view -> new Switching(move).check(view.host(move.host()), move.oldRoot()),
        new Switching(move).guards());
  }

  private static ForeignCommand exchange(Move move, View view, CarriedAnswers answers) throws TrekException {
    Switching switching = new Switching(move);
    HostView host = view.host(move.host());
    boolean returnable = host.stat(HostPath.of(move.formerInstaller())).isPresent();
    List<Act> acts = new ArrayList<>(List.of(new Act.Run(List.of(Move.bin(move.oldRoot(), "stop-msg")))));
    switching.snapshot(acts, changed(move));
    acts.add(answers.begin());
    acts.add(new Act.Run(answers.command(move.host())));
    acts.add(answers.end());
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "start-msg"))));
    String end = " " + move.oldRoot();
    List<String> info = List.of(move.installer(), "info");
    List<Sign> signs = new ArrayList<>(List.of(Sign.said(info, " " + move.path().from() + end, " " + move.path().to() + end)));
    signs.addAll(switching.running(host));
    Manner manner = switching.manner(move.store(view));
    if (!returnable) {
      manner = new Manner(false, Optional.of(manner.noReturn().orElse("the media of " + move.path().from() + " is not at hand: it would lie in " + HostPath.of(move.formerInstaller()).parent())));
    }
    return new ForeignCommand(move.host(), "upgrade to " + move.path().to(), acts, returnable ? back(move, switching, answers) : List.of(), signs, manner);
  }

  private static Act.When changed(Move move) {
    return Act.When.said(List.of(move.installer(), "info"), " " + move.path().to() + " " + move.oldRoot());
  }

  /** The programs are exchanged back only where the installer was begun. */
  private static List<Act> back(Move move, Switching switching, CarriedAnswers answers) {
    HostPath stop = move.oldRoot().resolve("bin/stop-msg");
    List<Act> back = new ArrayList<>();
    back.add(new Act.Run(List.of(stop.toString()), List.of(Act.When.at(stop, Sign.FILE))));
    switching.rollBack(back, changed(move));
    switching.formerPrograms(back, move.host(), answers.begun());
    back.add(answers.end());
    switching.dropSnapshot(back);
    back.add(switching.putBack());
    back.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "start-msg"))));
    return back;
  }
}
