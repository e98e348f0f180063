package org.mailtrek.backup;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.LinkedCopy;
import org.mailtrek.engine.change.Volume;
import org.mailtrek.engine.change.VolumeSnapshot;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/** The attachments as a backup holds them on their machine: a snapshot of their file system, or second names of their files in a folder beside theirs; and where that is. */
final class AttachmentCopy {

  private final String host;

  AttachmentCopy(String host) {
    this.host = host;
  }

  /**
   * Where a copy lies.
   *
   * @param from the attachments
   * @param to the second names, or the snapshot
   * @param volume what made the snapshot; empty for second names
   */
  record Places(HostPath from, HostPath to, Optional<Volume> volume) {}

  String name() {
    return host + "/attachments.json";
  }

  void keep(Places places, Keep keep) throws TrekException {
    List<JSONField> fields = new ArrayList<>(List.of(new JSONField("from", places.from().toString()), new JSONField("to", places.to().toString())));
    places.volume().ifPresent(volume -> fields.add(new JSONField("volume", volume.toJson())));
    byte[] text = new JSONObject(fields.toArray(JSONField[]::new)).toSingleLineString().getBytes(StandardCharsets.UTF_8);
    keep.file(name(), out -> out.write(text));
  }

  Places read(Kept kept) throws TrekException {
    try (InputStream in = kept.open(name())) {
      JSONObject form = JsonText.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return new Places(
          HostPath.parse(form.getFieldAsString("from")),
          HostPath.parse(form.getFieldAsString("to")),
          Optional.ofNullable(form.getFieldAsObject("volume")).map(Volume::read));
    } catch (IOException | JSONException | IllegalArgumentException e) {
      throw JsonLines.unreadable(kept, name(), e);
    }
  }

  /** Returns whether links can be made: the attachments are there and no mount of their own. */
  static boolean possible(View view, String host, HostPath from, HostPath to) throws TrekException {
    HostView on = view.host(host);
    return on.stat(from).isPresent() && on.space(from).mountKey().equals(on.space(to.parent()).mountKey());
  }

  /** Previews a snapshot; nothing where it is there already. */
  void snapshot(View view, VolumeSnapshot snapshot, Step.Preview preview) throws TrekException {
    switch (snapshot.volume().look(view.host(host), snapshot.to())) {
      case AFTER -> { }
      case FOREIGN -> throw TrekException.at(host + ":" + snapshot.to()).kind(TrekException.Kind.REFUSED)
          .found("is there already, and is no snapshot of " + snapshot.from()).next("move it away, then plan again");
      default -> {
        preview.change(snapshot);
        preview.note("the attachments are kept by a snapshot of their file system: " + snapshot.volume().cost());
      }
    }
  }

  void link(View view, Places places, Step.Preview preview) throws TrekException {
    HostView on = view.host(host);
    if (on.stat(places.from()).isEmpty()) {
      preview.note("there are no attachments at " + places.from() + " to back up");
    } else if (!possible(view, host, places.from(), places.to())) {
      preview.note(places.from() + " is a mount of its own, where no hard links protect it: take a snapshot of its file system before");
    } else {
      Optional<Change> linked = LinkedCopy.of(view, host, places.from(), places.to());
      if (linked.isPresent()) {
        preview.change(linked.get());
        preview.note("hard links protect the attachments from deletion, not from a write into them; the owner of both names is one");
      }
    }
  }
}
