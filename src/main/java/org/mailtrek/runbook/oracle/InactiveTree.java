package org.mailtrek.runbook.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * The tree beside the active one, at a later upgrade: it holds an older version, and is upgraded where it lies. Its links are taken away first: the scripts of
 * versions before 8.0.2 would stop the server that they lead to.
 */
final class InactiveTree {

  private final Move move;
  private final CarriedAnswers answers;

  InactiveTree(Move move, Map<String, String> options) {
    this.move = move;
    this.answers = new CarriedAnswers(move, move.newRoot(), List.of(move.host()), options);
  }

  /** Returns the step that carries the answers of the silent installer, where it is run; those of a new installation are not documented. */
  Step answers() {
    return answers.step(view -> outdated(view.host(move.host())));
  }

  /** Returns whether another version than the wanted one is there. */
  boolean outdated(HostView host) throws TrekException {
    return listed(host).filter(each -> !each.equals(move.path().to().text())).isPresent();
  }

  /** Returns the version that the installer knows in the tree. */
  private Optional<String> listed(HostView host) throws TrekException {
    if (host.stat(HostPath.of(move.installer())).isEmpty()) {
      throw TrekException.at(move.host() + ":" + move.installer()).kind(TrekException.Kind.REFUSED).found("the installer is not there").next("unpack the media on the host, and name its folder with --media");
    }
    return Move.listed(host, move.installer()).lines().map(each -> each.strip().split("\\s+"))
        .filter(each -> each.length > 2 && each[each.length - 1].equals(move.newRoot().toString())).map(each -> each[each.length - 2]).findFirst();
  }

  ForeignCommand upgrade() {
    List<HostPath> links = List.of("config", "data", "log").stream().map(move.newRoot()::resolve).toList();
    return new ForeignCommand(
        move.host(),
        "upgrade the inactive tree",
        List.of(new Act.Unlink(links), new Act.Run(answers.command())),
        List.of(),
        List.of(Sign.said(List.of(move.installer(), "info"), move.newRoot().toString(), " " + move.path().to() + " " + move.newRoot())),
        ForeignCommand.Manner.PLAIN.withoutReturn("the older version in " + move.newRoot() + ", which nothing uses, is replaced: install it from its own media to have it again"));
  }
}
