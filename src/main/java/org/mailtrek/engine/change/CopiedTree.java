package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Copies a file, link or folder with all below it to a free path of the same machine, by the machine's own tools where it has them: out of a snapshot, which
 * no hard link leaves. Copied under a scratch name, made durable, compared, renamed. Taking it back removes the copy, as long as it is what was copied.
 *
 * @param host name of the host
 * @param from what is copied, which stays
 * @param to where the copy will lie; free before
 * @param what it is
 */
public record CopiedTree(String host, HostPath from, HostPath to, Tree what) implements Change {

  static final String KIND = "copied-tree";

  /** Checks that neither lies in the other, but for a snapshot that its file system shows within. */
  public CopiedTree {
    if (to.isWithin(from)) {
      throw new IllegalArgumentException(host + ": " + to + " lies in " + from);
    }
  }

  /**
   * Copies an object.
   *
   * @throws TrekException when there is none
   */
  public static CopiedTree of(View view, String host, HostPath from, HostPath to) throws TrekException {
    Tree what = Tree.at(view.host(host), from).orElseThrow(() -> TrekException.at(host + ":" + from).found("there is nothing to copy").next("check the path"));
    return new CopiedTree(host, from, to, what);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + to + ": copy the " + what.words() + " from " + from;
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + to);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("from", from).put("to", to).put("what", what.toJson()).object();
  }

  static CopiedTree read(Fields fields) {
    return new CopiedTree(fields.text("host"), fields.path("from"), fields.path("to"), Tree.read(fields.object("what")));
  }

  @Override
  public void keep(View view, Side side) {
    // what is copied is what the way forward needs, and the way back needs nothing
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    boolean there = on.stat(to).isPresent();
    if (there ? !what.is(on, to) : !what.is(on, from)) {
      return Seen.FOREIGN;
    }
    return on.stat(side.scratch().beside(to)).isPresent() ? Seen.BETWEEN : there ? Seen.AFTER : Seen.BEFORE;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    StagedCopy copy = new StagedCopy(on, to, side);
    copy.clear();
    if (look(estate.view(), side) == Seen.FOREIGN) {
      return left(on.view());
    }
    copy.make(from, what);
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    StagedCopy copy = new StagedCopy(on, to, side);
    copy.clear();
    if (on.view().stat(to).isPresent() && !what.is(on.view(), to)) {
      return left(on.view());
    }
    copy.remove();
    return Left.NOTHING;
  }

  private Left left(HostView on) throws TrekException {
    return Left.of(host + ":" + to + ": left alone, since somebody else has changed it: " + FileExchange.words(on.stat(to)) + "; at " + from + " " + FileExchange.words(on.stat(from)));
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, under -> new OverlayTwice(under, from, to, 0));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, to.parent()));
  }
}
