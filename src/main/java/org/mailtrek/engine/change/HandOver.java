package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives a file that lies ready to another program, which takes it away when it likes: by the mode that the program waits for, after a note was made
 * durable that it was given. A file is never given twice: once the note is there its absence means that it was taken. Taken back while the file is
 * still there; a file that was taken is said, and the note stays.
 *
 * @param host name of the host
 * @param file the file, whole, with a mode by which nobody takes it
 * @param digest its content, SHA-256 in hexadecimal
 * @param held that mode
 * @param given the mode by which it is taken
 * @param note the file that says that it was given; its folder is there
 * @param modified the note's time of the last write; set by the plan where it is empty
 */
public record HandOver(String host, HostPath file, String digest, int held, int given, HostPath note, Optional<Instant> modified) implements Change {

  static final String KIND = "hand-over";

  private static final Owner ROOT = Owner.of(0, 0);
  private static final int NOTE = 0600;

  /** Checks that the modes differ. */
  public HandOver {
    if (held == given) {
      throw new IllegalArgumentException(host + ":" + file + ": before and after are the same");
    }
  }

  /** Makes one whose note gets the plan's time. */
  public HandOver(String host, HostPath file, String digest, int held, int given, HostPath note) {
    this(host, file, digest, held, given, note, Optional.empty());
  }

  @Override
  public HandOver dated(Instant planned) {
    return modified.isPresent() ? this : new HandOver(host, file, digest, held, given, note, Optional.of(planned));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + file + ": hand over, mode " + Integer.toOctalString(given);
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + file, "file " + host + " " + note);
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("host", host).put("file", file).put("digest", digest).put("held", held).put("given", given).put("note", note);
    return fields.put("modified", modified, time -> new com.unboundid.util.json.JSONString(time.toString())).object();
  }

  static HandOver read(Fields fields) {
    return new HandOver(fields.text("host"), fields.path("file"), fields.text("digest"), fields.integer("held"), fields.integer("given"), fields.path("note"), fields.maybe("modified", fields::text).map(Instant::parse));
  }

  @Override
  public void keep(View view, Side side) {}

  private boolean noted(HostView view) throws TrekException {
    return view.stat(note).isPresent();
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    Optional<FileState> found = on.stat(file);
    if (found.isPresent() && (found.get().kind() != FileState.Kind.FILE || !unchanged(on))) {
      return Seen.FOREIGN;
    }
    if (noted(on)) {
      return found.isEmpty() || found.get().mode() == given ? Seen.AFTER : found.get().mode() == held ? Seen.BETWEEN : Seen.FOREIGN;
    }
    if (on.stat(side.scratch().beside(note)).isPresent()) {
      return Seen.BETWEEN;
    }
    return found.filter(state -> state.mode() == held).isPresent() ? Seen.BEFORE : Seen.FOREIGN;
  }

  /** Returns whether the content is ours; also when it is taken just now. */
  private boolean unchanged(HostView on) throws TrekException {
    try {
      return Image.at(on, file).map(image -> image.digest().equals(digest)).orElse(true);
    } catch (TrekException e) {
      if (on.stat(file).isPresent()) {
        throw e;
      }
      return true;
    }
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    Disk disk = on.disk();
    HostPath scratch = side.scratch().beside(note);
    new Mover(on).clear(scratch);
    if (look(estate.view(), side) == Seen.FOREIGN) {
      return Left.of(host + ":" + file + ": left alone, since somebody else has changed or taken it");
    }
    if (!noted(on.view())) {
      byte[] text = (file + "\n").getBytes(StandardCharsets.UTF_8);
      disk.create(scratch);
      disk.append(scratch, text, 0, text.length);
      disk.chown(scratch, 0, 0);
      disk.chmod(scratch, NOTE);
      if (modified.isPresent()) {
        disk.touch(scratch, modified.get());
      }
      disk.fsync(scratch);
      disk.rename(scratch, note);
    }
    disk.fsync(note);
    disk.fsync(note.parent());
    mode(on, given);
    return Left.NOTHING;
  }

  /** Sets the mode of the file unless it was taken, which may happen at any time. */
  private void mode(Host on, int mode) throws TrekException {
    try {
      if (on.view().stat(file).isPresent()) {
        on.disk().chmod(file, mode);
        on.disk().fsync(file);
      }
    } catch (TrekException e) {
      if (on.view().stat(file).isPresent()) {
        throw e;
      }
    }
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    new Mover(on).clear(side.scratch().beside(note));
    if (look(estate.view(), side) == Seen.FOREIGN) {
      return Left.of(host + ":" + file + ": left alone, since somebody else has changed or taken it");
    }
    mode(on, held);
    if (on.view().stat(file).isEmpty()) {
      return Left.of(host + ":" + file + ": was taken already and can't be had back; the note stays, so that it is not given again");
    }
    if (noted(on.view())) {
      on.disk().delete(note);
    }
    on.disk().fsync(note.parent());
    return Left.NOTHING;
  }

  @Override
  public View over(View below) {
    Content text = Content.of((file + "\n").getBytes(StandardCharsets.UTF_8));
    View noted = OverlayView.files(below, host, view -> new OverlayFile(view, note, Image.file(ROOT, NOTE, text), text, modified));
    return OverlayView.files(noted, host, view -> new OverlayMode(view, file, given));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, note.parent()));
  }
}
