package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Makes a folder with its owner and mode, under a scratch name first, so that it is never there half made. Taken back only while it is empty.
 *
 * @param host name of the host
 * @param path the folder; its parent is there
 * @param owner owner and group
 * @param mode permission bits
 */
public record Folder(String host, HostPath path, Owner owner, int mode) implements Change {

  static final String KIND = "folder";

  /**
   * Makes a folder, and those above it that are missing, each with this owner and mode.
   *
   * @return from the outermost; empty when it is there
   * @throws TrekException when one of them is there but no folder
   */
  public static List<Folder> of(View view, String host, HostPath path, Owner owner, int mode) throws TrekException {
    List<Folder> missing = new ArrayList<>();
    for (HostPath each = path; ; each = each.parent()) {
      Optional<FileState> found = view.host(host).stat(each);
      if (found.isPresent() && found.get().kind() != FileState.Kind.FOLDER) {
        throw TrekException.at(host + ":" + each)
            .kind(TrekException.Kind.REFUSED)
            .found("expected a folder, but there is " + FileExchange.words(found))
            .next("move it away, or name another folder");
      }
      if (found.isPresent()) {
        Collections.reverse(missing);
        return missing;
      }
      missing.add(new Folder(host, each, owner, mode));
    }
  }

  private Image image() {
    return Image.folder(owner, mode);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + path + ": make the folder, " + owner + ", mode " + Integer.toOctalString(mode);
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + path);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("path", path).put("owner", owner.toString()).put("mode", Integer.toOctalString(mode)).object();
  }

  static Folder read(Fields fields) {
    return new Folder(fields.text("host"), fields.path("path"), Owner.parse(fields.text("owner")), Integer.parseInt(fields.text("mode"), 8));
  }

  @Override
  public void keep(View view, Side side) {}

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return image().seen(view.host(host), path, side.scratch().beside(path));
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    Disk disk = on.disk();
    HostPath scratch = side.scratch().beside(path);
    new Mover(on).clear(scratch);
    Optional<FileState> found = on.view().stat(path);
    if (found.isPresent() && !image().is(on.view(), path, found)) {
      return left(found);
    }
    if (found.isEmpty()) {
      disk.mkdir(scratch, 0700);
      disk.chown(scratch, owner.uid(on.view().accounts()), owner.gid(on.view().accounts()));
      disk.chmod(scratch, mode);
      disk.fsync(scratch);
      disk.rename(scratch, path);
    } else {
      disk.fsync(path);
    }
    disk.fsync(path.parent());
    return Left.NOTHING;
  }

  private Left left(Optional<FileState> found) {
    return Left.of(host + ":" + path + ": left alone, since somebody else has changed it: " + FileExchange.words(found));
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    new Mover(on).clear(side.scratch().beside(path));
    Optional<FileState> found = on.view().stat(path);
    if (found.isPresent()) {
      if (!image().is(on.view(), path, found)) {
        return left(found);
      }
      if (!on.view().list(path).isEmpty()) {
        return Left.of(host + ":" + path + ": left alone, since it holds what is not ours");
      }
      on.disk().delete(path);
    }
    if (found.isPresent() || on.view().stat(path.parent()).isPresent()) {
      on.disk().fsync(path.parent()); // somebody may have taken the folder above away, with all that it held
    }
    return Left.NOTHING;
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, view -> new OverlayFile(view, path, image(), Content.of(new byte[0]), Optional.<Instant>empty()));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, path.parent()));
  }
}
