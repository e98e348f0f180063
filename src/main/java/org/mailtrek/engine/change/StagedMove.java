package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Moves a file, link or folder with all below it to another mount: copied under a scratch name beside the target, made durable, renamed; then the
 * source is renamed aside, where it stays until {@link #purge}. Takes back by renaming the source back and removing the copy.
 *
 * @param host name of the host
 * @param from where it lies
 * @param to where it will lie; free before
 * @param what it is
 */
public record StagedMove(String host, HostPath from, HostPath to, Tree what) implements Change {

  static final String KIND = "staged-move";

  /** Checks that the path changes. */
  public StagedMove {
    if (to.isWithin(from) || from.isWithin(to)) {
      throw new IllegalArgumentException(host + ":" + from + " can't be moved to " + to);
    }
  }

  /** Moves an object; {@link Rename#move} chooses between the two kinds of move. */
  static StagedMove of(View view, String host, HostPath from, HostPath to) throws TrekException {
    Tree what = Tree.at(view.host(host), from).orElseThrow(() -> TrekException.at(host + ":" + from).found("there is nothing to move").next("check the path"));
    return new StagedMove(host, from, to, what);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + from + ": move the " + what.words() + " to " + to + " on another file system";
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + from, "file " + host + " " + to);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("from", from).put("to", to).put("what", what.toJson()).object();
  }

  static StagedMove read(Fields fields) {
    return new StagedMove(fields.text("host"), fields.path("from"), fields.path("to"), Tree.read(fields.object("what")));
  }

  @Override
  public void keep(View view, Side side) {}

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return look(view.host(host), side);
  }

  private Seen look(HostView on, Side side) throws TrekException {
    boolean source = on.stat(from).isPresent();
    boolean target = on.stat(to).isPresent();
    boolean aside = on.stat(side.scratch().beside(from)).isPresent();
    boolean foreign = source && !what.is(on, from) || target && !what.is(on, to) || !source && !target;
    if (foreign || source && aside && Mover.stand(on, from, side.scratch().beside(from)) != Mover.Stand.BOTH) {
      return Seen.FOREIGN;
    }
    boolean staged = on.stat(side.scratch().beside(to)).isPresent();
    if (source == target || staged || source && aside) {
      return Seen.BETWEEN;
    }
    return target ? Seen.AFTER : Seen.BEFORE;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    StagedCopy copy = new StagedCopy(on, to, side);
    copy.clear();
    if (look(on.view(), side) == Seen.FOREIGN) {
      return left(on.view());
    }
    copy.make(from, what);
    if (on.view().stat(from).isPresent()) {
      new Mover(on).move(from, side.scratch().beside(from));
    }
    on.disk().fsync(from.parent());
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    StagedCopy copy = new StagedCopy(on, to, side);
    HostPath aside = side.scratch().beside(from);
    copy.clear();
    if (look(on.view(), side) == Seen.FOREIGN) {
      return left(on.view());
    }
    if (on.view().stat(aside).isPresent()) {
      new Mover(on).move(aside, from);
    }
    if (on.view().stat(from).isEmpty()) {
      return Left.of(host + ":" + from + ": left at " + to + ", since the source was given up by a purge");
    }
    on.disk().fsync(from.parent());
    copy.remove();
    return Left.NOTHING;
  }

  private Left left(HostView on) throws TrekException {
    return Left.of(
        host + ":" + from + ": left alone, since somebody else has changed it: " + FileExchange.words(on.stat(from)) + "; at " + to + " " + FileExchange.words(on.stat(to)));
  }

  /** Gives up the source, which frees its space; the move can't be taken back any more. Nothing happens when that was done. */
  public void purge(Estate estate, Side side) throws TrekException {
    new Mover(estate.host(host)).clear(side.scratch().beside(from));
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, view -> new OverlayMoved(view, from, java.util.Optional.of(to)));
  }

  @Override
  public Set<Place> folders(View view) {
    return new LinkedHashSet<>(List.of(new Place(host, from.parent()), new Place(host, to.parent())));
  }
}
