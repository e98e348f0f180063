package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Takes away a file, a link or a folder with all below it: renamed to a scratch name beside it, and final only after {@link #purge}, so its space
 * still counts.
 *
 * @param host name of the host
 * @param path what goes
 * @param before what it is
 */
public record Removal(String host, HostPath path, Tree before) implements Change {

  static final String KIND = "removal";

  /**
   * Removes what is at a path.
   *
   * @return empty when there is nothing
   */
  public static Optional<Removal> of(View view, String host, HostPath path) throws TrekException {
    return Tree.at(view.host(host), path).map(tree -> new Removal(host, path, tree));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + path + ": remove the " + before.words();
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + path);
  }

  @Override
  public long deletes() {
    return 1 + before.count();
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("path", path).put("before", before.toJson()).object();
  }

  static Removal read(Fields fields) {
    return new Removal(fields.text("host"), fields.path("path"), Tree.read(fields.object("before")));
  }

  @Override
  public void keep(View view, Side side) {}

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return look(view.host(host), side.scratch().beside(path));
  }

  private Seen look(HostView on, HostPath aside) throws TrekException {
    return switch (Mover.stand(on, path, aside)) {
      case NEW -> before.is(on, aside) ? Seen.AFTER : Seen.FOREIGN;
      case OLD -> before.is(on, path) ? Seen.BEFORE : Seen.FOREIGN;
      case BOTH -> before.is(on, path) ? Seen.BETWEEN : Seen.FOREIGN;
      default -> Seen.FOREIGN;
    };
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    HostPath aside = side.scratch().beside(path);
    return move(estate.host(host), aside, path, aside);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    HostPath aside = side.scratch().beside(path);
    return move(estate.host(host), aside, aside, path);
  }

  private Left move(Host on, HostPath aside, HostPath from, HostPath to) throws TrekException {
    if (look(on.view(), aside) == Seen.FOREIGN) {
      return Left.of(host + ":" + path + ": left alone, since somebody else has changed it: " + FileExchange.words(on.view().stat(path)));
    }
    new Mover(on).move(from, to);
    return Left.NOTHING;
  }

  /** Makes the removal final and frees its space; it can't be taken back any more. Nothing happens when that was done. */
  public void purge(Estate estate, Side side) throws TrekException {
    new Mover(estate.host(host)).clear(side.scratch().beside(path));
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, view -> new OverlayMoved(view, path, Optional.empty()));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, path.parent()));
  }
}
