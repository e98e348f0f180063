package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Fills a new folder with the database of an LDAP server, by the server's own tool, from entries that a backup of the run holds; compares what
 * was loaded with them, entry by entry, and only then gives the folder its name. The database in use is not touched: renames exchange the two.
 *
 * <p>Taken back the folder is removed, unless entries in it were changed since: then it stays and is named.
 *
 * @param host name of the host
 * @param configuration of the server, whose settings the new database has
 * @param suffix of the database
 * @param path the new folder; its parent is there
 * @param owner to whom the folder and its files belong
 * @param mode permission bits of the folder
 * @param entries what it is to hold
 */
public record LoadedDatabase(String host, HostPath configuration, String suffix, HostPath path, Owner owner, int mode, Holding entries) implements Change {

  static final String KIND = "loaded-database";

  /**
   * What a database is to hold.
   *
   * @param digest SHA-256 of the LDIF, hexadecimal
   * @param count how many entries there are
   * @param sum of the entries, see {@link LdifSum}
   */
  public record Holding(String digest, long count, long sum) {}

  private Image image() {
    return Image.folder(owner, mode);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + path + ": load " + entries.count() + " entries of " + suffix + " into a new database, and compare";
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + path);
  }

  /** Leaves the content out: entries may change between plan and run, when the server is stopped and they are read again. */
  @Override
  public Stream<String> items() {
    return Stream.of(KIND + " " + host + ":" + path + " " + suffix);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("configuration", configuration).put("suffix", suffix).put("path", path).put("owner", owner.toString())
        .put("mode", Integer.toOctalString(mode)).put("digest", entries.digest()).put("count", entries.count())
        .put("sum", Long.toHexString(entries.sum())).object();
  }

  static LoadedDatabase read(Fields fields) {
    Holding entries = new Holding(fields.text("digest"), fields.number("count"), Long.parseUnsignedLong(fields.text("sum"), 16));
    return new LoadedDatabase(fields.text("host"), fields.path("configuration"), fields.text("suffix"), fields.path("path"), Owner.parse(fields.text("owner")),
        Integer.parseInt(fields.text("mode"), 8), entries);
  }

  @Override
  public Optional<String> loss(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    if (on.stat(path).isPresent()) {
      return Optional.empty(); // it was never taken into use
    }
    LdifSum now = new LdifSum();
    on.slapd().export(configuration, suffix, now);
    now.close();
    return agrees(now) ? Optional.empty()
        : Optional.of(host + ": entries below " + suffix + " were changed since the new database was taken into use; they stay in " + path + " only");
  }

  private boolean agrees(LdifSum found) {
    return found.entries() == entries.count() && found.sum() == entries.sum();
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
    HostPath scratch = side.scratch().beside(path);
    Mover mover = new Mover(on);
    mover.clear(scratch);
    Optional<FileState> found = on.view().stat(path);
    if (found.isPresent()) {
      on.disk().fsync(path.parent());
      return image().is(on.view(), path, found) ? Left.NOTHING : left(found);
    }
    on.disk().mkdir(scratch, 0700);
    HostPath folder = scratch.resolve("data");
    HostPath draft = scratch.resolve("config");
    on.disk().mkdir(folder, 0700);
    on.disk().mkdir(draft, 0700);
    HostPath leading = on.slapd().lead(configuration, suffix, folder, draft);
    load(on, leading, side);
    compare(on, leading);
    own(on, folder);
    on.disk().syncAll(folder);
    on.disk().rename(folder, path);
    on.disk().fsync(path.parent());
    mover.clear(scratch);
    return Left.NOTHING;
  }

  private void load(Host on, HostPath leading, Side side) throws TrekException {
    try (InputStream in = side.content(entries.digest())) {
      on.slapd().load(leading, suffix, in);
    } catch (IOException e) {
      throw TrekException.at("backup").found("the entries can't be read: " + e.getMessage()).because(e).next("backup verify, then undo");
    }
  }

  private void compare(Host on, HostPath leading) throws TrekException {
    LdifSum loaded = new LdifSum();
    on.slapd().view().export(leading, suffix, loaded);
    loaded.close();
    if (!agrees(loaded)) {
      throw TrekException.at(host + ": " + suffix).kind(TrekException.Kind.DIFFERENT)
          .found("the new database holds " + loaded.entries() + " entries of " + entries.count() + (loaded.entries() == entries.count() ? ", and not the same" : ""))
          .next("undo; the database in use was not touched");
    }
  }

  private void own(Host on, HostPath folder) throws TrekException {
    Disk disk = on.disk();
    int uid = owner.uid(on.view().accounts());
    int gid = owner.gid(on.view().accounts());
    for (HostPath each : on.view().list(folder)) {
      disk.chown(each, uid, gid);
    }
    disk.chown(folder, uid, gid);
    disk.chmod(folder, mode);
  }

  private Left left(Optional<FileState> found) {
    return Left.of(host + ":" + path + ": left alone, since somebody else has changed it: " + FileExchange.words(found));
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    HostPath scratch = side.scratch().beside(path);
    HostPath gone = scratch.resolve("gone");
    Mover mover = new Mover(on);
    Optional<FileState> found = on.view().stat(path);
    if (found.isPresent() && !image().is(on.view(), path, found)) {
      mover.clear(scratch);
      return left(found);
    }
    if (found.isPresent()) {
      mover.clear(scratch);
      on.disk().mkdir(scratch, 0700);
      if (!unchanged(on, scratch.resolve("config"))) {
        mover.clear(scratch);
        return Left.of(host + ":" + path + ": left there, since it holds entries that were changed after it was taken into use");
      }
      on.disk().rename(path, gone);
      on.disk().fsync(path.parent());
    }
    mover.clear(scratch);
    on.disk().fsync(path.parent());
    return Left.NOTHING;
  }

  private boolean unchanged(Host on, HostPath draft) throws TrekException {
    on.disk().mkdir(draft, 0700);
    LdifSum now = new LdifSum();
    on.slapd().view().export(on.slapd().lead(configuration, suffix, path, draft), suffix, now);
    now.close();
    return agrees(now);
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
