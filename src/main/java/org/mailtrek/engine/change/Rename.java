package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives a file, link or folder another path on the same mount; nothing is ever overwritten. Takes the same few system calls for a tree of any
 * size.
 *
 * @param host name of the host
 * @param from where it lies
 * @param to where it will lie; free before
 * @param what its image; for a folder that of the folder itself, whatever it holds
 */
public record Rename(String host, HostPath from, HostPath to, Image what) implements Change {

  static final String KIND = "rename";

  /** Checks that the path changes. */
  public Rename {
    if (from.equals(to)) {
      throw new IllegalArgumentException(host + ":" + from + ": before and after are the same");
    }
    if (to.isWithin(from)) {
      throw new IllegalArgumentException(host + ":" + from + " can't be moved into itself");
    }
  }

  /**
   * Moves an object to a free path: a {@code Rename} on one mount, a {@link StagedMove} across mounts.
   *
   * @throws TrekException when there is nothing to move, or something at the new path
   */
  public static Change move(View view, String host, HostPath from, HostPath to) throws TrekException {
    HostView on = view.host(host);
    Image what = Image.at(on, from).orElseThrow(() -> refused(host, from, "there is nothing to move"));
    if (on.stat(to).isPresent()) {
      throw refused(host, to, "there is already " + FileExchange.words(on.stat(to)));
    }
    if (on.space(from).mountKey().equals(on.space(to.parent()).mountKey())) {
      return new Rename(host, from, to, what);
    }
    return StagedMove.of(view, host, from, to);
  }

  private static TrekException refused(String host, HostPath path, String found) {
    return TrekException.at(host + ":" + path).kind(TrekException.Kind.REFUSED).found(found).next("check the path, then plan again");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + from + ": rename to " + to;
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + from, "file " + host + " " + to);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("from", from).put("to", to).put("what", what.toJson()).object();
  }

  static Rename read(Fields fields) {
    return new Rename(fields.text("host"), fields.path("from"), fields.path("to"), Image.read(fields.object("what")));
  }

  @Override
  public void keep(View view, Side side) {}

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return look(view.host(host));
  }

  private Seen look(HostView on) throws TrekException {
    return switch (Mover.stand(on, from, to)) {
      case NEW -> what.is(on, to, on.stat(to)) ? Seen.AFTER : Seen.FOREIGN;
      case OLD -> what.is(on, from, on.stat(from)) ? Seen.BEFORE : Seen.FOREIGN;
      case BOTH -> what.is(on, from, on.stat(from)) ? Seen.BETWEEN : Seen.FOREIGN;
      default -> Seen.FOREIGN;
    };
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return move(estate.host(host), from, to);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    return move(estate.host(host), to, from);
  }

  private Left move(Host on, HostPath source, HostPath target) throws TrekException {
    if (look(on.view()) == Seen.FOREIGN) {
      Optional<HostPath> there = on.view().stat(source).isPresent() ? Optional.of(source) : Optional.of(target);
      return Left.of(
          host + ":" + source + ": left alone, since somebody else has changed it: at " + there.get() + " " + FileExchange.words(on.view().stat(there.get())));
    }
    new Mover(on).move(source, target);
    return Left.NOTHING;
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, view -> new OverlayMoved(view, from, Optional.of(to)));
  }

  @Override
  public Set<Place> folders(View view) {
    return new LinkedHashSet<>(List.of(new Place(host, from.parent()), new Place(host, to.parent())));
  }
}
