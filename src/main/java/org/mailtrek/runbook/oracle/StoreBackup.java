package org.mailtrek.runbook.oracle;

import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.runbook.CommandStep;

/** A backup of all mailboxes with the vendor's own program, for a store that no snapshot protects. */
final class StoreBackup {

  private final Move move;

  StoreBackup(Move move) {
    this.move = move;
  }

  /** Returns where the backup will lie on the host. */
  HostPath file() {
    return HostPath.of("/var/tmp/imsbackup-before-" + move.path().to());
  }

  Step step() {
    return new CommandStep(
        new CommandStep.Name("back-up-mailboxes", "Back up all mailboxes with imsbackup", Set.of("O4", "O5", "O6")),
        (view, preview) -> {
          if (!move.store(view)) {
            preview.note(move.host() + " keeps no mailboxes");
          } else if (move.zfs().isPresent()) {
            preview.note("the store is on ZFS: a snapshot is made while it is stopped; a start that fails goes back to it, without what was delivered since: let no mail in before the new version runs");
          } else if (view.host(move.host()).stat(file()).isEmpty()) {
            preview.change(command());
          } else {
            preview.note("there is a backup of all mailboxes already, written " + view.host(move.host()).stat(file()).orElseThrow().modified() + ": remove " + file() + " for a new one");
          }
        },
        view -> {
          if (move.store(view) && move.zfs().isEmpty() && view.host(move.host()).stat(file()).filter(each -> each.kind() == FileState.Kind.FILE && each.size() > 0).isEmpty()) {
            throw TrekException.at(move.host() + ":" + file()).kind(TrekException.Kind.DIFFERENT).found("the backup is empty").next("see what imsbackup says");
          }
        },
        List.of());
  }

  /** The vendor's program writes from the beginning to the end: what has the name of the backup is to be a whole one. */
  private ForeignCommand command() {
    HostPath draft = HostPath.of(file() + ".unfinished");
    return new ForeignCommand(
        move.host(),
        "back up all mailboxes",
        List.of(new Act.Unlink(List.of(draft)), new Act.Run(List.of(Move.bin(move.oldRoot(), "imsbackup"), "-f", draft.toString(), "/")), new Act.Finish(draft, file())),
        List.of(new Act.Unlink(List.of(file(), draft))),
        List.of(Sign.at(file(), Sign.NOTHING, Sign.FILE)),
        ForeignCommand.Manner.PLAIN);
  }
}
