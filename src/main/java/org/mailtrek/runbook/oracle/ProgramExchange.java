package org.mailtrek.runbook.oracle;

import java.util.List;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.HostPath;
import org.mailtrek.oracle.ServerVersion;

/** The programs of one tree that make room for those of another version, where an upgrade in place is given up. A link says from the first installer to the last that one may have been cut off. */
final class ProgramExchange {

  private final Move move;
  private final CarriedAnswers answers;

  ProgramExchange(Move move, CarriedAnswers answers) {
    this.move = move;
    this.answers = answers;
  }

  /** Adds that the new programs make room for the former ones, where they have not yet, or where an installer was cut off, whatever it has left. Not twice: a later act may fail, and all are done again. */
  void back(List<Act> acts) {
    acts.add(new Act.Point(begun(), answers.file(), List.of(listed(move, move.path().from()).not())));
    acts.add(new Act.Run(answers.command(move.host()), List.of(cut(), listed())));
    acts.add(new Act.Run(Move.commpkg(move.formerInstaller(), "install", move.oldRoot()), List.of(cut())));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "useconfig"), move.config().toString())));
    acts.add(new Act.Unlink(List.of(begun())));
  }

  /** Adds the opposite. What an installer left half is made whole by the same installer first: another one refuses it, and it is not listed. */
  void forth(List<Act> acts) {
    HostPath cleared = HostPath.of(begun() + ".cleared");
    Act.When room = Act.When.at(cleared, Sign.link(answers.file()));
    acts.add(new Act.Point(begun(), answers.file(), List.of(listed(move, move.path().to()).not(), room.not())));
    acts.add(new Act.Run(Move.commpkg(move.formerInstaller(), "install", move.oldRoot()), List.of(cut(), listed().not())));
    acts.add(new Act.Run(Move.commpkg(move.formerInstaller(), "uninstall", move.oldRoot()), List.of(cut(), listed())));
    acts.add(new Act.Point(cleared, answers.file(), List.of(cut())));
    acts.add(new Act.Unlink(List.of(begun())));
    acts.add(new Act.Run(Move.commpkg(move.installer(), "install", move.oldRoot()), List.of(room)));
    acts.add(new Act.Run(List.of(Move.bin(move.oldRoot(), "useconfig"), move.config().toString())));
    acts.add(new Act.Unlink(List.of(cleared)));
  }

  /** Returns the link that is there while installers are at work. */
  private HostPath begun() {
    return HostPath.of("/var/tmp/exchange-of-" + move.path().to() + ".begun");
  }

  private Act.When cut() {
    return Act.When.at(begun(), Sign.link(answers.file()));
  }

  /** Returns that the installer lists some version in the tree. */
  private Act.When listed() {
    return Act.When.said(List.of(move.installer(), "info"), " " + move.oldRoot());
  }

  /** Returns that the installer lists a version in the tree. */
  static Act.When listed(Move move, ServerVersion version) {
    return Act.When.said(List.of(move.installer(), "info"), " " + version + " " + move.oldRoot());
  }
}
