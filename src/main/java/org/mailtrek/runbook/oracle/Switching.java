package org.mailtrek.runbook.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand.Manner;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;

/** What every strategy on one host has in common: its server is stopped, and another version starts on the same data. */
final class Switching {

  private static final String ZFS = "zfs";

  private final Move move;

  Switching(Move move) {
    this.move = move;
  }

  /**
   * Adds a snapshot of a store on ZFS, made while it is stopped. One of a try that was cut off is made anew as long as the old version is the one that starts:
   * it may have been at work since.
   *
   * @param changed by what it is seen that the new version is the one that starts
   */
  void snapshot(List<Act> acts, Act.When changed) {
    snapshotName().ifPresent(name -> {
      acts.add(new Act.Run(List.of(ZFS, "destroy", name), List.of(there(name), changed.not())));
      acts.add(new Act.Run(List.of(ZFS, "snapshot", name), List.of(there(name).not())));
    });
  }

  /**
   * Adds the way back to the snapshot, for a store whose format the new version has changed; any other is read by the old version too, with all that has arrived.
   * The queues lie outside of it and stay. It belongs before whatever makes the old version the one that starts.
   *
   * @param changed as for {@link #snapshot}
   */
  void rollBack(List<Act> acts, Act.When changed) {
    if (move.path().changesStore()) {
      snapshotName().ifPresent(name -> acts.add(new Act.Run(List.of(ZFS, "rollback", name), List.of(there(name), changed))));
    }
  }

  /** Adds that the snapshot goes, where the way back needs it no longer. */
  void dropSnapshot(List<Act> acts) {
    snapshotName().ifPresent(name -> acts.add(new Act.Run(List.of(ZFS, "destroy", name), List.of(there(name)))));
  }

  /**
   * Adds that a tree whose programs were exchanged in place has the former ones again; also one in which the installer was cut off, whatever it has left.
   *
   * @param begun by what it is seen that the installer was begun, and came to no end
   */
  void formerPrograms(List<Act> back, String node, HostPath begun) {
    List<String> info = List.of(move.installer(), "info");
    String place = " " + move.oldRoot();
    Act.When listed = Act.When.said(info, place);
    Act.When other = Act.When.said(info, " " + move.path().from() + place).not();
    Act.When cut = Act.When.at(begun, Sign.FILE).on(move.host());
    for (Act.When each : List.of(cut, other)) {
      back.add(new Act.Run(Move.commpkg(move.installer(), "uninstall", move.oldRoot()), List.of(listed, each)).on(node));
      back.add(new Act.Run(Move.commpkg(move.formerInstaller(), "install", move.oldRoot()), List.of(each)).on(node));
    }
    back.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "useconfig"), move.config().toString())).on(node));
  }

  private static Act.When there(String name) {
    return Act.When.said(List.of(ZFS, "list", "-H", "-t", "all", "-o", "name,mountpoint"), name);
  }

  /** Returns what is asked before the server is stopped. */
  List<Guard> guards() {
    List<Guard> guards = new ArrayList<>(List.of(new UpgradePathGuard(move), new SchemaToolGuard(move)));
    if (move.zfs().isPresent()) {
      guards.add(new SnapshotGuard(move));
    }
    return guards;
  }

  /** Returns the name of the snapshot before the upgrade; empty where the store is not on ZFS. */
  Optional<String> snapshotName() {
    return move.zfs().map(each -> each + "@before-" + move.path().to());
  }

  /** Returns the signs that what runs now runs then; the watcher comes and goes. */
  List<Sign> running(HostView host) throws TrekException {
    List<Sign> signs = new ArrayList<>();
    for (HostPath each : Installation.processes(host, move.config())) {
      if (!each.name().endsWith(".watcher")) {
        signs.add(Sign.at(each, Sign.FILE, Sign.FILE));
      }
    }
    return signs;
  }

  /** Returns that the configuration goes back, without what people have edited since; the marks of processes come and go. */
  Act putBack() {
    return new Act.PutBack(move.config(), List.of("pidfile."));
  }

  /** Returns what people should know of the way back. */
  String configurationGoesBack() {
    return "taking it back puts " + move.config() + " back as it is now, but for what is edited there meanwhile: that stays, or lies beside as FILE.edited where " + move.path().to() + " had changed the same file";
  }

  /** Returns how the switch fails, and whether it can be taken back once the new version has worked. */
  Manner manner(boolean store) {
    if (!store || !move.path().changesStore()) {
      return Manner.RETURNING;
    }
    return Manner.RETURNING.withoutReturn("the store has the format of " + move.path().to() + " from its start on, which " + move.path().from()
        + " can't read, and mail arrives in it: the way back is a downgrade, with " + snapshotName().map(name -> "the snapshot " + name + " and a backup of what came since").orElse("a backup of all mailboxes"));
  }

  /**
   * Checks that the new version runs.
   *
   * @throws TrekException of kind {@code DIFFERENT} when it does not, or another one answers
   */
  void check(HostView host, HostPath root) throws TrekException {
    Optional<Installation> found = Installation.at(host, root);
    if (found.isEmpty() || found.get().processes().isEmpty()) {
      throw TrekException.at(move.host() + ":" + root).kind(TrekException.Kind.DIFFERENT).found("no process of the server runs").next("see the log of the server");
    }
    if (!found.get().version().equals(Optional.of(move.path().to()))) {
      throw TrekException.at(move.host() + ":" + root).kind(TrekException.Kind.DIFFERENT)
          .found("the server says that it is " + found.get().version().map(Object::toString).orElse("nothing") + ", and should be " + move.path().to()).next(root + "/bin/imsimta version");
    }
  }
}
