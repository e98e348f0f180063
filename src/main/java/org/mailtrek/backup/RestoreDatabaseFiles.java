package org.mailtrek.backup;

import com.unboundid.util.json.JSONObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mailtrek.backup.ConfigCopy.Listed;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Image;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Brings a database's data directory back: it is made anew beside the present one, and then the two exchange their names, so that the present one stays as
 * it is and undo is two renames; K6. The database must stand still.
 */
public final class RestoreDatabaseFiles implements Step {

  private final String host;
  private final Kept kept;
  private final ConfigCopy copy;
  private final boolean overNewer;

  /**
   * Restores those of one host.
   *
   * @param overNewer whether what was written since may go
   */
  public RestoreDatabaseFiles(String host, Kept kept, boolean overNewer) {
    this.host = host;
    this.kept = kept;
    this.copy = ConfigCopy.ofDatabase(host);
    this.overNewer = overNewer;
  }

  private static JSONObject about(Kept kept, String host) throws TrekException {
    return JsonLines.read(kept, host + "/" + CopyDatabaseFiles.ABOUT).get(0);
  }

  @Override
  public String id() {
    return "restore-database-files-" + host;
  }

  @Override
  public String title() {
    return "Restore the files of the database of " + host + " from " + kept.name();
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K6");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    JSONObject about = about(kept, host);
    HostPath data = HostPath.parse(about.getFieldAsString("data"));
    List<Listed> all = copy.read(kept);
    if (same(on, data, all)) {
      return;
    }
    HostPath aside = beside(data, ".before-" + kept.name().replace('/', '-'));
    HostPath fresh = beside(data, ".from-" + kept.name().replace('/', '-'));
    refuse(on, about, data, aside, fresh, preview);
    for (Listed each : all) {
      make(each, HostPath.parse(fresh + each.path().toString().substring(data.toString().length())), preview);
    }
    Image now = Image.at(on, data).orElseThrow();
    preview.change(new Rename(host, data, aside, now));
    Listed top = all.get(0);
    preview.change(new Rename(host, fresh, data, Image.folder(Owner.of(top.uid(), top.gid()), top.mode())));
    preview.note("the present files stay in " + aside + ": remove them when nobody needs them any more");
    preview.note("an undo gives them their name back; what the database writes until then stays in " + fresh);
  }

  private static HostPath beside(HostPath folder, String ending) {
    return folder.parent().resolve(folder.name() + ending);
  }

  private void refuse(HostView on, JSONObject about, HostPath data, HostPath aside, HostPath fresh, Preview preview) throws TrekException {
    DatabaseHome home = DatabaseHome.of(on, "");
    if (!home.still(on)) {
      throw refused(home.service() + " runs on its files", "services stop " + host + " " + home.service());
    }
    if (!home.data().equals(data)) {
      throw refused("the database's files are in " + home.data() + " now, and were in " + data, "set datadir to " + data + ", or restore a dump");
    }
    if (on.stat(data).map(FileState::kind).orElse(FileState.Kind.FILE) != FileState.Kind.FOLDER) {
      throw refused("there is no folder " + data, "make it, empty and with the owner of the database");
    }
    if (!on.space(data).mountKey().equals(on.space(data.parent()).mountKey())) {
      throw refused(data + " is a mount of its own and can't be renamed", "restore a dump: backup restore BACKUP database");
    }
    for (HostPath each : List.of(aside, fresh)) {
      if (on.stat(each).isPresent()) {
        throw refused("there is already " + each, "it is from an earlier restore of this backup: move it away");
      }
    }
    String was = about.getFieldAsString("release");
    Optional<String> release = DatabaseHome.release(on, data);
    if (release.isPresent() && !was.isEmpty() && older(release.get(), was)) {
      throw refused("the files are of release " + was + ", and " + release.get() + " is installed, which can't read them", "install " + was + " first, or restore a dump");
    }
    if (release.isEmpty() || was.isEmpty()) {
      preview.note("which release of the database wrote the files, or which is installed, is not known: an older one can't read files of a newer one");
    }
    if (!overNewer) {
      throw refused("all that the database was told since the backup would go", "backup restore " + kept.name() + " database-files --over-newer");
    }
  }

  private static boolean older(String one, String other) {
    String[] left = one.split("\\.");
    String[] right = other.split("\\.");
    int first = Integer.compare(Integer.parseInt(left[0]), Integer.parseInt(right[0]));
    return first < 0 || first == 0 && Integer.parseInt(left[1]) < Integer.parseInt(right[1]);
  }

  private TrekException refused(String found, String next) {
    return TrekException.at(host + ": database").kind(TrekException.Kind.REFUSED).found(found).next(next);
  }

  private void make(Listed each, HostPath to, Preview preview) throws TrekException {
    Owner owner = Owner.of(each.uid(), each.gid());
    if (each.kind() == FileState.Kind.FOLDER) {
      preview.change(new Folder(host, to, owner, each.mode()));
    } else if (each.kind() == FileState.Kind.FILE) {
      Content content = copy.content(kept, each, preview);
      Image after = new Image(FileState.Kind.FILE, owner, each.mode(), each.attributes().orElse(new TreeMap<String, Bytes>()), content.digest(), content.size(), Bytes.NONE);
      preview.change(new FileContent(host, to, Optional.empty(), after, content, Optional.of(each.modified()), "restore, " + content.size() + " bytes"));
    }
  }

  /** Returns whether the files are those of the backup, no more and no less. */
  private boolean same(HostView on, HostPath data, List<Listed> all) throws TrekException {
    Set<HostPath> known = new HashSet<>();
    for (Listed each : all) {
      known.add(each.path());
      Optional<FileState> found = on.stat(each.path());
      boolean same = each.kind() != FileState.Kind.FILE && each.kind() != FileState.Kind.FOLDER
          || found.isPresent() && found.get().kind() == each.kind() && (each.kind() == FileState.Kind.FOLDER || found.get().size() == each.size().orElse(-1));
      if (!same) {
        return false;
      }
    }
    for (Listed each : all) {
      if (each.kind() == FileState.Kind.FILE && !Image.at(on, each.path()).map(Image::digest).equals(Optional.of(kept.digest(copy.content(each.path()))))) {
        return false;
      }
    }
    return noMore(on, data, known);
  }

  private static boolean noMore(HostView on, HostPath folder, Set<HostPath> known) throws TrekException {
    for (HostPath each : on.list(folder)) {
      FileState.Kind kind = on.stat(each).map(FileState::kind).orElse(FileState.Kind.FILE);
      boolean counts = kind == FileState.Kind.FILE || kind == FileState.Kind.FOLDER || kind == FileState.Kind.LINK;
      if (counts && !known.contains(each) || kind == FileState.Kind.FOLDER && !noMore(on, each, known)) {
        return false;
      }
    }
    return true;
  }
}
