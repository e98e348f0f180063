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
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.CommandStep;

/**
 * Goes back from the new version to the declared former one, on a host that was upgraded in place. Without a store the programs are exchanged, and that can be taken back. With one on ZFS
 * what came since the snapshot is saved and looked through first, then the store goes back to the snapshot, and what was saved is restored. The queues lie outside of the snapshot and stay.
 */
public final class Downgrade implements Runbook {

  private static final Option SINCE = new Option("since", "when the snapshot was made, in the host's own time: YYYYMMDD:HHMMSS", List.of(), Optional.of(""));

  private final Declaration declared;
  private final boolean store;

  private Downgrade(Declaration declared, boolean store) {
    this.declared = declared;
    this.store = store;
  }

  /** Returns the runbook for a host that keeps no mailboxes: an MTA, a proxy, a webmail host. */
  public static Downgrade backOut(Declaration declared) {
    return new Downgrade(declared, false);
  }

  /** Returns the runbook for a store on ZFS. */
  public static Downgrade zfs(Declaration declared) {
    return new Downgrade(declared, true);
  }

  @Override
  public String name() {
    return store ? "oracle-downgrade-zfs" : "oracle-back-out";
  }

  @Override
  public String title() {
    return store ? "Go back to the former version of Oracle Messaging Server with a snapshot of its store" : "Go back to the former version of Oracle Messaging Server on a host without a store";
  }

  @Override
  public boolean fits() {
    return new SideBySide(declared).fits();
  }

  @Override
  public List<Option> options() {
    return store ? List.of(SideBySide.HOST, SideBySide.MEDIA, SINCE) : List.of(SideBySide.HOST, SideBySide.MEDIA);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    boolean between = Installation.at(view.host(move.host()), move.oldRoot()).filter(each -> each.config().isPresent()).isEmpty(); // one version is gone, the other not yet there
    if (!between && move.store(view) != store) {
      throw TrekException.at(move.host()).kind(TrekException.Kind.REFUSED).found(store ? "it keeps no mailboxes" : "it keeps mailboxes, whose format the former version can't read")
          .next("plan " + (store ? "oracle-back-out" : "oracle-downgrade-zfs") + " --host " + move.host());
    }
    String since = options.getOrDefault("since", "");
    if (store && (!since.matches("[0-9]{8}:[0-9]{6}") || move.zfs().isEmpty())) {
      throw TrekException.at("--since").kind(TrekException.Kind.USAGE).found(move.zfs().isEmpty() ? "the store is not declared to be on ZFS" : "'" + since + "' is no time").next("--set since=YYYYMMDD:HHMMSS, and zfs under products in estate.yaml");
    }
    return List.of(
        new MakeBackup("back-up", List.of(new Site(move.host(), move.config(), Optional.empty(), true)), Set.of(Part.CONFIG), ".before-" + move.path().from()),
        store ? rollBack(move, since) : exchange(move));
  }

  private static Sign exchanged(Move move) {
    String end = " " + move.oldRoot();
    return Sign.said(List.of(move.installer(), "info"), " " + move.path().to() + end, " " + move.path().from() + end);
  }

  /** Adds that programs of one version make room for those of another, where they have not yet. */
  private static void exchange(List<Act> acts, Move move, boolean older) {
    String wanted = " " + (older ? move.path().from() : move.path().to()) + " " + move.oldRoot();
    List<Act.When> missing = List.of(Act.When.said(List.of(move.installer(), "info"), wanted).not());
    acts.add(new Act.Run(Move.commpkg(older ? move.installer() : move.formerInstaller(), "uninstall", move.oldRoot()), missing));
    acts.add(new Act.Run(Move.commpkg(older ? move.formerInstaller() : move.installer(), "install", move.oldRoot()), missing));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "useconfig"), move.config().toString())));
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

  private static Step exchange(Move move) {
    return new CommandStep(
        new CommandStep.Name("exchange-back", "Stop " + move.path().to() + ", exchange its programs for " + move.path().from() + ", and start it", Set.of("O8")),
        (view, preview) -> {
          if (!back(view, move)) {
            List<Act> acts = new ArrayList<>(List.of(stop(move)));
            exchange(acts, move, true);
            acts.add(start(move));
            List<Act> forth = new ArrayList<>(List.of(stop(move)));
            exchange(forth, move, false);
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

  private static Step rollBack(Move move, String since) {
    HostPath file = HostPath.of("/var/tmp/imsbackup-since-" + move.path().to());
    return new CommandStep(
        new CommandStep.Name("roll-back-store", "Save what came since " + since + ", go back to the snapshot and " + move.path().from() + ", and restore it", Set.of("O7")),
        (view, preview) -> {
          if (!back(view, move)) {
            if (view.host(move.host()).stat(file).isPresent()) {
              throw TrekException.at(move.host() + ":" + file).kind(TrekException.Kind.REFUSED).found("is there already: a backup of another try").next("move it away");
            }
            preview.change(command(move, since, file, view));
            preview.note("lost: what was deleted, moved or marked since the snapshot in messages that are older than it" + (move.path().from().atLeast("7.0.5.29.0") ? "" : "; and the flags of all newer messages: " + move.path().from() + " does not restore them"));
            preview.note("the queues stay as they are; mail waits in them meanwhile");
          }
        },
        view -> {},
        List.of(new MediaGuard(move), new NewestSnapshotGuard(move)));
  }

  /** Returns where the file system of the store is mounted. */
  private static HostPath mount(Move move, View view) throws TrekException {
    String name = move.zfs().orElseThrow();
    return view.host(move.host()).inspection().said(NewestSnapshotGuard.LIST).lines().map(each -> each.strip().split("\\s+", 2)).filter(each -> each.length == 2 && each[0].equals(name) && each[1].startsWith("/"))
        .map(each -> HostPath.of(each[1])).findFirst()
        .orElseThrow(() -> TrekException.at(move.host() + ": zfs").kind(TrekException.Kind.REFUSED).found(name + " is not mounted").next("zfs mount " + name + ", then plan again"));
  }

  private static ForeignCommand command(Move move, String since, HostPath file, View view) throws TrekException {
    HostPath draft = HostPath.of(file + ".unfinished");
    String snapshot = new Switching(move).snapshotName().orElseThrow();
    // as long as the new version is there somebody may have started it again, and mail may have come: then all is saved once more
    List<Act.When> unsaved = List.of(Act.When.said(List.of(move.installer(), "info"), " " + move.path().to() + " " + move.oldRoot()));
    List<Act.When> there = List.of(Act.When.said(NewestSnapshotGuard.LIST, snapshot));
    List<Act> acts = new ArrayList<>(List.of(stop(move)));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "start-msg"), "store"), unsaved));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsbackup"), "-x", "-v", "-f", draft.toString(), "-d", since, "/"), unsaved));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "imsrestore"), "-t", "-f", draft.toString()), unsaved));
    acts.add(new Act.Finish(draft, file));
    acts.add(stop(move));
    // lies in what goes back, and so is gone with it: nothing goes back a second time, with what has arrived since the first
    HostPath mark = mount(move, view).resolve("mailtrek-goes-back");
    acts.add(new Act.Point(mark, file, unsaved));
    exchange(acts, move, true);
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
