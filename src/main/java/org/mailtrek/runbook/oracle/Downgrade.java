package org.mailtrek.runbook.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.CommandStep;

/**
 * Goes back from the new version to the declared former one, on a host that was upgraded in place. Without a store the programs are exchanged, and that can be taken back. With one on ZFS
 * what came since the snapshot is saved and looked through first, then the store goes back to the snapshot, and what was saved is restored. With one on another file system all mailboxes
 * are saved and looked through, the store is put aside, and the former version gets a new one with all of them. The queues stay.
 */
public final class Downgrade implements Runbook {

  private static final Option SINCE = new Option("since", "when the snapshot was made, in the host's own time: YYYYMMDD:HHMMSS", List.of(), Optional.of(""));

  /** How it goes back. */
  private enum Way {
    /** A host without a store. */
    BACK_OUT("oracle-back-out", "Go back to the former version of Oracle Messaging Server on a host without a store"),
    /** By the snapshot from before the upgrade. */
    SNAPSHOT("oracle-downgrade-zfs", "Go back to the former version of Oracle Messaging Server with a snapshot of its store"),
    /** By a backup of all that is there now. */
    BACKUP("oracle-downgrade", "Go back to the former version of Oracle Messaging Server with a backup of all mailboxes");

    private final String runbook;
    private final String title;

    Way(String runbook, String title) {
      this.runbook = runbook;
      this.title = title;
    }
  }

  private final Declaration declared;
  private final Way way;

  private Downgrade(Declaration declared, Way way) {
    this.declared = declared;
    this.way = way;
  }

  /** Returns the runbook for a host that keeps no mailboxes: an MTA, a proxy, a webmail host. */
  public static Downgrade backOut(Declaration declared) {
    return new Downgrade(declared, Way.BACK_OUT);
  }

  /** Returns the runbook for a store on ZFS. */
  public static Downgrade zfs(Declaration declared) {
    return new Downgrade(declared, Way.SNAPSHOT);
  }

  /** Returns the runbook for a store on any file system. */
  public static Downgrade backup(Declaration declared) {
    return new Downgrade(declared, Way.BACKUP);
  }

  @Override
  public String name() {
    return way.runbook;
  }

  @Override
  public String title() {
    return way.title;
  }

  @Override
  public boolean fits() {
    return new SideBySide(declared).fits();
  }

  @Override
  public List<Option> options() {
    return way == Way.SNAPSHOT ? List.of(SideBySide.HOST, SideBySide.MEDIA, CarriedAnswers.STATE, SINCE) : List.of(SideBySide.HOST, SideBySide.MEDIA, CarriedAnswers.STATE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    boolean between = Installation.at(view.host(move.host()), move.oldRoot()).filter(each -> each.config().isPresent()).isEmpty(); // one version is gone, the other not yet there
    boolean keeps = way != Way.BACK_OUT;
    if (!between && move.store(view) != keeps) {
      Way other = keeps ? Way.BACK_OUT : move.zfs().isPresent() ? Way.SNAPSHOT : Way.BACKUP;
      throw TrekException.at(move.host()).kind(TrekException.Kind.REFUSED).found(keeps ? "it keeps no mailboxes" : "it keeps mailboxes, whose format the former version can't read")
          .next("plan " + other.runbook + " --host " + move.host());
    }
    String since = options.getOrDefault("since", "");
    if (way == Way.SNAPSHOT && (!since.matches("[0-9]{8}:[0-9]{6}") || move.zfs().isEmpty())) {
      throw TrekException.at("--since").kind(TrekException.Kind.USAGE).found(move.zfs().isEmpty() ? "the store is not declared to be on ZFS" : "'" + since + "' is no time").next(move.zfs().isEmpty() ? "plan " + Way.BACKUP.runbook + " --host " + move.host() + "; or declare zfs under products in estate.yaml" : "--set since=YYYYMMDD:HHMMSS");
    }
    CarriedAnswers answers = CarriedAnswers.uninstall(move, options);
    return List.of(
        new MakeBackup("back-up", List.of(new Site(move.host(), move.config(), Optional.empty(), true)), Set.of(Part.CONFIG), ".before-" + move.path().from()),
        answers.step(),
        step(move, answers, since));
  }

  private Step step(Move move, CarriedAnswers answers, String since) {
    return switch (way) {
      case BACK_OUT -> exchange(move, answers);
      case SNAPSHOT -> rollBack(move, answers, since);
      case BACKUP -> fillAnew(move, answers);
    };
  }

  private static Sign exchanged(Move move) {
    String end = " " + move.oldRoot();
    return Sign.said(List.of(move.installer(), "info"), " " + move.path().to() + end, " " + move.path().from() + end);
  }

  /** Found out now: programs that are not there at the time count as half removed by us, and are not run. */
  private static void refuseUnlessItCanBeSaved(HostView host, Move move) throws TrekException {
    for (HostPath each : saving(move)) {
      if (host.stat(each).map(FileState::kind).filter(FileState.Kind.FILE::equals).isEmpty()) {
        throw TrekException.at(move.host() + ":" + each).kind(TrekException.Kind.REFUSED).found("is no file, and nothing could be saved without it").next("mend the installation of " + move.path().to() + ": commpkg verify");
      }
    }
  }

  private static List<HostPath> saving(Move move) {
    return Stream.of("start-msg", "stop-msg", "imsbackup", "imsrestore").map(each -> HostPath.of(Move.bin(move.oldRoot(), each))).toList();
  }

  /** As long as the new version is there somebody may have started it again, and mail may have come: then all is saved once more. Nobody has started half of it. */
  private static List<Act.When> unsaved(Move move) {
    List<Act.When> all = new ArrayList<>(List.of(ProgramExchange.listed(move, move.path().to())));
    saving(move).forEach(each -> all.add(Act.When.at(each, Sign.FILE)));
    return all;
  }

  private static Act stop(Move move) {
    HostPath stop = move.oldRoot().resolve("bin/stop-msg");
    return new Act.Run(List.of(stop.toString()), List.of(Act.When.at(stop, Sign.FILE), Act.When.at(move.oldRoot().resolve("config"), Sign.link(move.config()))));
  }

  private static Act start(Move move, String... what) {
    List<String> command = new ArrayList<>(List.of(Move.bin(move.oldRoot(), "start-msg")));
    command.addAll(List.of(what));
    return new Act.Run(command);
  }

  private static boolean back(View view, Move move) throws TrekException {
    return Move.listed(view.host(move.host()), move.installer()).contains(" " + move.path().from() + " " + move.oldRoot());
  }

  private static Step exchange(Move move, CarriedAnswers answers) {
    return new CommandStep(
        new CommandStep.Name("exchange-back", "Stop " + move.path().to() + ", exchange its programs for " + move.path().from() + ", and start it", Set.of("O8")),
        (view, preview) -> {
          if (!back(view, move)) {
            List<Act> acts = new ArrayList<>(List.of(stop(move)));
            new ProgramExchange(move, answers).back(acts);
            acts.add(start(move));
            List<Act> forth = new ArrayList<>(List.of(stop(move)));
            new ProgramExchange(move, answers).forth(forth);
            forth.add(new Switching(move).putBack());
            forth.add(start(move));
            List<Sign> signs = new ArrayList<>(List.of(exchanged(move)));
            signs.addAll(new Switching(move).running(view.host(move.host())));
            preview.change(new ForeignCommand(move.host(), "go back to " + move.path().from(), acts, forth, signs, ForeignCommand.Manner.RETURNING));
          }
        },
        view -> {},
        List.of(new MediaGuard(move)));
  }

  private static Step rollBack(Move move, CarriedAnswers answers, String since) {
    HostPath file = HostPath.of("/var/tmp/imsbackup-since-" + move.path().to());
    return new CommandStep(
        new CommandStep.Name("roll-back-store", "Save what came since " + since + ", go back to the snapshot and " + move.path().from() + ", and restore it", Set.of("O7")),
        (view, preview) -> {
          if (!back(view, move)) {
            if (view.host(move.host()).stat(file).isPresent()) {
              throw TrekException.at(move.host() + ":" + file).kind(TrekException.Kind.REFUSED).found("is there already: a backup of another try").next("move it away");
            }
            refuseUnlessItCanBeSaved(view.host(move.host()), move);
            preview.change(command(move, answers, since, file, view));
            preview.note("lost: what was deleted, moved or marked since the snapshot in messages that are older than it" + (move.path().from().atLeast("7.0.5.29.0") ? "" : "; and the flags of all newer messages: " + move.path().from() + " does not restore them"));
            preview.note("the queues stay as they are; mail waits in them meanwhile");
          }
        },
        view -> {},
        List.of(new MediaGuard(move), new NewestSnapshotGuard(move), new SnapshotGuard(move)));
  }

  private static Step fillAnew(Move move, CarriedAnswers answers) {
    HostPath data = move.config().parent();
    HostPath file = data.resolve("imsbackup-of-" + move.path().to());
    HostPath aside = data.resolve("store.of-" + move.path().to());
    return new CommandStep(
        new CommandStep.Name("fill-store-anew", "Save all mailboxes, go back to " + move.path().from() + ", and fill a new store with them", Set.of("O7")),
        (view, preview) -> {
          if (!back(view, move)) {
            for (HostPath each : List.of(file, restored(file), aside)) {
              if (view.host(move.host()).stat(each).isPresent()) {
                throw TrekException.at(move.host() + ":" + each).kind(TrekException.Kind.REFUSED).found("is there already: from another try").next("move it away");
              }
            }
            refuseUnlessItCanBePutAside(view.host(move.host()), move, data);
            refuseUnlessItCanBeSaved(view.host(move.host()), move);
            preview.change(filling(move, answers, file, aside, view));
            preview.note("the store of " + move.path().to() + " is put aside to " + aside + " and stays there with " + restored(file) + ", until people remove both: there must be room for all mailboxes three times");
            preview.note("nobody can use a mailbox until all are restored; the queues stay as they are; mail waits in them meanwhile");
          }
        },
        view -> {},
        List.of(new MediaGuard(move)));
  }

  /** Found out now, and not when the former version is there already. */
  private static void refuseUnlessItCanBePutAside(HostView host, Move move, HostPath data) throws TrekException {
    HostPath store = data.resolve("store");
    boolean folder = host.stat(store).map(FileState::kind).filter(FileState.Kind.FOLDER::equals).isPresent();
    if (!folder || !host.space(store).mountKey().equals(host.space(data).mountKey())) {
      throw TrekException.at(move.host() + ":" + store).kind(TrekException.Kind.REFUSED).found(folder ? "is a mount of its own, and can't be put aside by another name" : "is no folder")
          .next("mount it on " + data + ", or go back with a snapshot of the file system");
    }
    List<String> outside = new StorePlaces(host, move).outside(store);
    if (!outside.isEmpty()) {
      throw TrekException.at(move.host() + ":" + store).kind(TrekException.Kind.REFUSED).found("has messages elsewhere, which " + move.path().from() + " would find in the way of its new store: " + String.join("; ", outside))
          .next("bring their mailboxes into " + store + " first (mboxutil -r MAILBOX MAILBOX primary), or go back with a snapshot of all file systems");
    }
  }

  private static HostPath restored(HostPath file) {
    return HostPath.of(file + ".restored");
  }

  private static ForeignCommand filling(Move move, CarriedAnswers answers, HostPath file, HostPath aside, View view) throws TrekException {
    HostPath draft = HostPath.of(file + ".unfinished");
    HostPath store = move.config().parent().resolve("store");
    List<Act.When> unsaved = unsaved(move);
    List<Act> acts = new ArrayList<>(List.of(stop(move)));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "start-msg"), "store"), unsaved));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsbackup"), "-v", "-f", draft.toString(), "/"), unsaved));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsrestore"), "-t", "-f", draft.toString()), unsaved));
    acts.add(new Act.Finish(draft, file));
    acts.add(stop(move));
    new ProgramExchange(move, answers).back(acts);
    // once only: what lies there from then on is of the former version, with what has arrived since
    acts.add(new Act.SetAside(store, aside));
    acts.add(start(move, "store"));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsrestore"), "-f", file.toString()), List.of(Act.When.at(file, Sign.FILE))));
    acts.add(new Act.Finish(file, restored(file))); // that a server runs does not tell that it has its mailboxes
    acts.add(start(move));
    List<Sign> signs = new ArrayList<>(List.of(exchanged(move), Sign.at(restored(file), Sign.NOTHING, Sign.FILE), Sign.at(aside, Sign.NOTHING, Sign.FOLDER)));
    signs.addAll(new Switching(move).running(view.host(move.host())));
    return new ForeignCommand(move.host(), "go back to " + move.path().from() + " and fill its store", acts, List.of(), signs,
        ForeignCommand.Manner.PLAIN.withoutReturn("the store of " + move.path().to() + " is given up for a new one: it lies in " + aside + ", what was saved of it in " + restored(file) + ", and the way forward is another upgrade"));
  }

  private static ForeignCommand command(Move move, CarriedAnswers answers, String since, HostPath file, View view) throws TrekException {
    HostPath draft = HostPath.of(file + ".unfinished");
    String snapshot = new Switching(move).snapshotName().orElseThrow();
    List<Act.When> unsaved = unsaved(move);
    List<Act.When> there = List.of(Act.When.said(NewestSnapshotGuard.LIST, snapshot));
    List<Act> acts = new ArrayList<>(List.of(stop(move)));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "start-msg"), "store"), unsaved));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsbackup"), "-x", "-v", "-f", draft.toString(), "-d", since, "/"), unsaved));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsrestore"), "-t", "-f", draft.toString()), unsaved));
    acts.add(new Act.Finish(draft, file));
    acts.add(stop(move));
    // lies in what goes back, and so is gone with it: nothing goes back a second time, with what has arrived since the first
    HostPath mark = NewestSnapshotGuard.mount(move, view).resolve("mailtrek-goes-back");
    acts.add(new Act.Point(mark, file, unsaved));
    new ProgramExchange(move, answers).back(acts);
    acts.add(new Act.Run(List.of("zfs", "rollback", snapshot), List.of(there.get(0), Act.When.at(mark, Sign.link(file)))));
    acts.add(start(move, "store"));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsrestore"), "-E", "-f", file.toString()), there));
    acts.add(new Act.Run(List.of("zfs", "destroy", snapshot), there));
    acts.add(start(move));
    List<Sign> signs = new ArrayList<>(List.of(exchanged(move), Sign.at(file, Sign.NOTHING, Sign.FILE), Sign.said(NewestSnapshotGuard.LIST, snapshot, Sign.without(snapshot))));
    signs.addAll(new Switching(move).running(view.host(move.host())));
    return new ForeignCommand(move.host(), "go back to " + move.path().from() + " and its store", acts, List.of(), signs,
        ForeignCommand.Manner.PLAIN.withoutReturn("the store of " + move.path().to() + " is given up for the snapshot: what was saved of it is in " + file + ", and the way forward is another upgrade"));
  }
}
