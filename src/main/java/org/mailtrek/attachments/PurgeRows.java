package org.mailtrek.attachments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.FilesLikeRows;
import org.mailtrek.engine.change.RowsAside;
import org.mailtrek.estate.View;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Sets the rows of attachments aside that are in files by now: after every file was read and every row digested, and only where each attachment that an
 * object names has one file that holds just what its rows hold.
 */
final class PurgeRows implements Step {

  private final String host;
  private final Layout layout;
  private final boolean damaged;

  /**
   * Prepares.
   *
   * @param damaged whether attachments whose rows are not whole, and which therefore have no file, may go too
   */
  PurgeRows(String host, Layout layout, boolean damaged) {
    this.host = host;
    this.layout = layout;
    this.damaged = damaged;
  }

  @Override
  public String id() {
    return "purge-rows";
  }

  @Override
  public String title() {
    return "Set the rows of attachments aside that are in files below " + layout.top();
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K3");
  }

  @Override
  public boolean bulk() {
    return true;
  }

  @Override
  public List<Guard> guards() {
    return List.of(new ServerStopped(host));
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    AttachmentRows rows = view.database(host).attachmentRows();
    if (!rows.any()) {
      preview.note("no row of an attachment is in the database");
      return;
    }
    rows.canGoAside();
    String marker = view.database(host).setting("attachment_storage").map(value -> new String(value, StandardCharsets.UTF_8)).orElse("missing");
    if (Layout.of(layout.top(), marker).isEmpty()) {
      throw refused("the database says that the attachments are in '" + marker + "': its rows are in use", "attachments extract");
    }
    Verification verification = new Verification(view.host(host), rows);
    new RowCensus(rows).all(verification);
    verification.end(preview);
    preview.change(new RowsAside(host, verification.same));
  }

  private TrekException refused(String found, String next) {
    return TrekException.at(host + ": database").kind(TrekException.Kind.REFUSED).found(found).next(next);
  }

  /** Holds every file against its rows. */
  private final class Verification implements RowCensus.Taker {

    private final HostView on;
    private final FilesLikeRows likeness;
    private final Names missing = new Names();
    private final Names other = new Names();
    private final Names broken = new Names();
    private final Names unnamed = new Names();
    private long same;

    Verification(HostView on, AttachmentRows rows) {
      this.on = on;
      this.likeness = new FilesLikeRows(on, rows);
    }

    @Override
    public void take(List<Held> held) throws TrekException {
      SortedMap<Long, HostPath> files = new TreeMap<>();
      for (Held each : held) {
        if (!each.referenced()) {
          unnamed.add(each);
        } else if (!each.extractable()) {
          broken.add(each);
        } else {
          Optional<HostPath> file = file(each.id());
          file.ifPresentOrElse(path -> files.put(each.id(), path), () -> missing.add(each.id()));
        }
      }
      Set<Long> alike = likeness.among(files);
      same += alike.size();
      files.forEach((id, path) -> {
        if (!alike.contains(id)) {
          other.add(path);
        }
      });
    }

    /** Returns the one file of an attachment; empty when there is none, or two. */
    private Optional<HostPath> file(long id) throws TrekException {
      boolean plain = is(layout.plain(id));
      boolean packed = is(layout.compressed(id));
      return plain == packed ? Optional.empty() : Optional.of(plain ? layout.plain(id) : layout.compressed(id));
    }

    private boolean is(HostPath path) throws TrekException {
      return on.stat(path).map(state -> state.kind() == FileState.Kind.FILE).orElse(false);
    }

    void end(Preview preview) throws TrekException {
      if (missing.count() > 0) {
        throw refused("these attachments have no file of their own, or two: " + missing.named(), "attachments extract, then attachments verify");
      }
      if (other.count() > 0) {
        throw refused("these files are not what the database holds: " + other.named(), "attachments extract --replace");
      }
      if (broken.count() > 0 && !damaged) {
        throw refused("these attachments are not whole in the database, and have no file: " + broken.named(), "bring their rows back from a backup, or add --damaged=leave");
      }
      preview.note(same + " attachments: each file was read, and holds just what the rows hold");
      if (broken.count() > 0) {
        preview.note("! not whole, without a file, and set aside as well: " + broken.named());
      }
      if (unnamed.count() > 0) {
        preview.note("no object names these, and they are set aside as well: " + unnamed.named());
      }
      preview.note("the table is renamed, and its space is not free yet; undo renames it back");
    }
  }
}
