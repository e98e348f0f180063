package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Keeps a tree that is a volume of its own as it is at a moment, by a snapshot of its file system: contents, owners and modes, whatever is written to the tree
 * later. Taking it back removes the snapshot, and nothing that is not ours.
 *
 * @param host name of the host
 * @param from the tree
 * @param to where the snapshot is seen
 * @param volume what makes it
 */
public record VolumeSnapshot(String host, HostPath from, HostPath to, Volume volume) implements Change {

  static final String KIND = "volume-snapshot";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + from + ": keep it as it is in the " + volume.word() + " snapshot " + volume.snapshot() + (volume.snapshot().equals(to.toString()) ? "" : ", seen at " + to);
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + to);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("from", from).put("to", to).put("volume", volume.toJson()).object();
  }

  static VolumeSnapshot read(Fields fields) {
    return new VolumeSnapshot(fields.text("host"), fields.path("from"), fields.path("to"), Volume.read(fields.object("volume")));
  }

  @Override
  public void keep(View view, Side side) {
    // the snapshot is all that is made
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return volume.look(view.host(host), to);
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    Seen seen = volume.look(on.view(), to);
    if (seen == Seen.FOREIGN) {
      return left();
    }
    if (seen != Seen.AFTER) {
      volume.make(on, from, to);
      if (volume.look(on.view(), to) != Seen.AFTER) {
        throw TrekException.at(host + ":" + from).found("its tools say that all went well, but there is no snapshot " + volume.snapshot()).next("see the machine's log, then resume, or undo");
      }
    }
    on.disk().syncAll(from.parent());
    on.disk().syncAll(from);
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    Seen seen = volume.look(on.view(), to);
    if (seen == Seen.FOREIGN) {
      return left();
    }
    if (seen != Seen.BEFORE) {
      volume.remove(on, to);
    }
    on.disk().syncAll(from.parent());
    return Left.NOTHING;
  }

  private Left left() {
    return Left.of(host + ":" + to + ": there is something else than our snapshot: left alone");
  }

  @Override
  public View over(View below) {
    return volume.over(below, host, from, to);
  }

  @Override
  public Set<Place> folders(View view) {
    return to.isWithin(from) ? Set.of() : Set.of(new Place(host, to.parent()));
  }
}
