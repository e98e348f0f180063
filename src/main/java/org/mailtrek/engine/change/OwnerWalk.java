package org.mailtrek.engine.change;

import java.util.Optional;
import java.util.OptionalInt;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.OwnerRule;
import org.mailtrek.host.TrekException;

/** Finds the objects whose owner or mode differs from a rule, and tells how far each has come. */
final class OwnerWalk {

  private static final int SPECIAL = 06000;

  private final HostView view;
  private final Ownership.Rule rule;

  OwnerWalk(HostView view, Ownership.Rule rule) {
    this.view = view;
    this.rule = rule;
  }

  /** Hands over each object that differs from the rule. */
  void all(HostPath top, boolean tree, OwnerRule.Taker taker) throws TrekException {
    Optional<OwnerRule> wanted = numbers();
    Tree.Visitor differing =
        (path, state) -> {
          boolean meant = state.kind() != FileState.Kind.LINK || path.equals(top);
          if (meant && !wanted.map(each -> each.met(state)).orElse(false)) {
            refuseLinked(view.name(), path, state, rule);
            taker.take(path, state);
          }
        };
    if (tree && asked(top, wanted, new Told(taker, differing, rule.linked()))) {
      return;
    }
    if (tree) {
      Tree.walk(view, top, differing);
    } else {
      differing.visit(top, view.stat(top).orElseThrow(() -> TrekException.at(view.name() + ":" + top).found("it is gone").next("plan again")));
    }
  }

  /** What the machine's tools tell differs for certain; only files of several names are still to be looked at. */
  private record Told(OwnerRule.Taker taker, Tree.Visitor differing, boolean linked) implements OwnerRule.Taker {

    @Override
    public void take(HostPath path, FileState state) throws TrekException {
      differing.visit(path, state);
    }

    @Override
    public void take(HostPath top, byte[] below, OwnerRule.Found found) throws TrekException {
      if (!linked && found.kind() == FileState.Kind.FILE && found.links() > 1) {
        OwnerRule.Taker.super.take(top, below, found);
      } else {
        taker.take(top, below, found);
      }
    }
  }

  /** Asks the machine's own tools; a link at the top, and an owner who is yet to be made, are not for them. */
  private boolean asked(HostPath top, Optional<OwnerRule> wanted, OwnerRule.Taker taker) throws TrekException {
    Optional<FileState> state = view.stat(top);
    return state.isPresent() && state.get().kind() == FileState.Kind.FOLDER && wanted.isPresent() && view.deviating(top, wanted.get(), taker);
  }

  /** Returns the rule by number; empty while the machine has no such user or group. */
  Optional<OwnerRule> numbers() throws TrekException {
    OptionalInt uid = rule.owner().knownUid(view.accounts());
    OptionalInt gid = rule.owner().knownGid(view.accounts());
    return uid.isEmpty() || gid.isEmpty() ? Optional.empty() : Optional.of(rule.numbers(uid.getAsInt(), gid.getAsInt()));
  }

  /** Returns whether any object of a tree differs from the rule. */
  boolean any(HostPath top) throws TrekException {
    boolean[] differs = {false};
    TrekException enough = TrekException.at(top).found("one is enough").next("");
    try {
      all(top, true, (path, state) -> {
        differs[0] = true;
        if (rule.linked()) {
          throw enough; // a rule that refuses several names has to see every object
        }
      });
    } catch (TrekException e) {
      if (e != enough) {
        throw e;
      }
    }
    return differs[0];
  }

  static void refuseLinked(String host, HostPath path, FileState state, Ownership.Rule rule) throws TrekException {
    if (state.kind() == FileState.Kind.FILE && state.links() > 1 && !rule.linked()) {
      throw TrekException.at(host + ":" + path)
          .kind(TrekException.Kind.REFUSED)
          .found("has " + state.links() + " hard links, so its other names would change as well")
          .next("say that files with several hard links are meant, or give it a copy of its own");
    }
  }

  /** Tells how far an object has come: any mix of the old and the new is ours. */
  Seen seen(OwnerList.Item item, Optional<FileState> found) throws TrekException {
    if (found.isEmpty() || found.get().kind() != item.kind()) {
      return Seen.FOREIGN;
    }
    FileState now = found.get();
    int wanted = rule.mode(item.kind(), item.mode());
    boolean newOwner = rule.owner().is(view.accounts(), now.uid(), now.gid());
    boolean oldOwner = now.uid() == item.uid() && now.gid() == item.gid();
    if (newOwner && now.mode() == wanted) {
      return Seen.AFTER;
    }
    if (oldOwner && now.mode() == item.mode()) {
      return Seen.BEFORE;
    }
    boolean ours = now.mode() == wanted || now.mode() == item.mode() || now.mode() == (wanted & ~SPECIAL) || now.mode() == (item.mode() & ~SPECIAL);
    return (newOwner || oldOwner) && ours ? Seen.BETWEEN : Seen.FOREIGN;
  }
}
