package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives a stopped LDAP server a new database, by the server's own tools: what is in the one in use is read, rewritten and loaded beside it, all three
 * at the same time; the new one is read once and compared, entry by entry, with what was to be loaded; only then the two folders change their names. The
 * old database stays under another name.
 *
 * <p>Taken back, the old database has its name again. The new one goes, unless its entries are not those that were loaded any more: then it
 * stays beside it, and is named.
 *
 * @param host name of the host
 * @param configuration of the server, whose settings the new database has
 * @param suffix of the database
 * @param path the folder of the database in use
 * @param old the name that the old database gets; free before
 * @param what the folder as it is; the new one has its owner and mode
 * @param rewriting what is made of the entries
 */
public record LoadedDatabase(String host, HostPath configuration, String suffix, HostPath path, HostPath old, Image what, Rewriting rewriting) implements Change {

  static final String KIND = "loaded-database";
  private static final String CHANGED = ".changed-";
  private static final int FEW = 8;

  private Image fresh() {
    return Image.folder(what.owner(), what.mode());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + path + ": load all entries below " + suffix + ", rewritten, into a new database, compare, and exchange the two; the old one stays in " + old;
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + path, "file " + host + " " + old);
  }

  @Override
  public Stream<String> items() {
    return Stream.of(KIND + " " + host + ":" + path + " " + suffix);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("configuration", configuration).put("suffix", suffix).put("path", path).put("old", old)
        .put("what", what.toJson()).put("rewriting", rewriting.toJson()).object();
  }

  static LoadedDatabase read(Fields fields) {
    return new LoadedDatabase(fields.text("host"), fields.path("configuration"), fields.text("suffix"), fields.path("path"), fields.path("old"),
        Image.read(fields.object("what")), Rewriting.of(fields.object("rewriting")));
  }

  @Override
  public Optional<String> loss(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    boolean exchanged = on.stat(path).isPresent() && on.stat(old).isPresent();
    return !exchanged || loading(on).loaded().isPresent() ? Optional.empty()
        : Optional.of(host + ": entries below " + suffix + " were changed since the new database was taken into use; they stay beside " + path + " only");
  }

  private DatabaseLoading loading(HostView on) {
    return new DatabaseLoading(on.slapd(), this);
  }

  @Override
  public void keep(View view, Side side) {}

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    boolean ours = on.stat(side.scratch().beside(path)).isPresent();
    return switch (Mover.stand(on, path, old)) {
      case OLD -> what.is(on, path, on.stat(path)) ? ours ? Seen.BETWEEN : Seen.BEFORE : Seen.FOREIGN;
      case NEW -> what.is(on, old, on.stat(old)) ? Seen.BETWEEN : Seen.FOREIGN;
      case CONFLICT -> exchanged(on) ? ours ? Seen.BETWEEN : Seen.AFTER : Seen.FOREIGN;
      default -> Seen.FOREIGN;
    };
  }

  private boolean exchanged(HostView on) throws TrekException {
    return fresh().is(on, path, on.stat(path)) && what.is(on, old, on.stat(old));
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    HostPath scratch = side.scratch().beside(path);
    HostPath data = scratch.resolve("data");
    Mover mover = new Mover(on);
    if (look(estate.view(), side) == Seen.FOREIGN) {
      return left(on, mover, scratch);
    }
    boolean inUse = on.view().stat(path).isPresent();
    if (inUse && on.view().stat(old).isPresent()) {
      mover.clear(scratch);
      on.disk().fsync(path.parent());
      return Left.NOTHING;
    }
    if (!inUse && on.view().stat(data).isEmpty()) {
      move(on, old, path);
      inUse = true;
    }
    if (inUse) {
      mover.clear(scratch);
      load(on, scratch);
      move(on, path, old);
    }
    move(on, data, path); // it was compared before the old one lost its name
    on.disk().fsync(scratch);
    mover.clear(scratch);
    return Left.NOTHING;
  }

  /** The old database has to make room first, so the folders are renamed one by one, each durably. */
  private static void move(Host on, HostPath from, HostPath to) throws TrekException {
    on.disk().rename(from, to);
    on.disk().fsync(to.parent());
  }

  private void load(Host on, HostPath scratch) throws TrekException {
    Optional<Rewriting> how = Optional.of(rewriting);
    while (how.isPresent()) {
      new Mover(on).clear(scratch);
      on.disk().mkdir(scratch, 0700);
      for (String each : new String[] {"data", "config"}) {
        on.disk().mkdir(scratch.resolve(each), 0700);
      }
      DatabaseLoading.Lead lead = () -> on.slapd().lead(configuration, suffix, scratch.resolve("data"), scratch.resolve("config"));
      how = loading(on.view()).load(on.slapd(), lead, how.get(), () -> sync(on, scratch.resolve("data")));
    }
    own(on, scratch.resolve("data")); // a tool that only reads may have made a file, too
    sync(on, scratch.resolve("data"));
  }

  private static void sync(Host on, HostPath folder) throws TrekException {
    List<HostPath> files = on.view().list(folder);
    if (files.size() > FEW) {
      on.disk().syncAll(folder);
      return;
    }
    for (HostPath each : files) {
      on.disk().fsync(each); // what others write on the same disk is not waited for
    }
    on.disk().fsync(folder);
  }

  private void own(Host on, HostPath folder) throws TrekException {
    int uid = what.owner().uid(on.view().accounts());
    int gid = what.owner().gid(on.view().accounts());
    for (HostPath each : on.view().list(folder)) {
      on.disk().chown(each, uid, gid);
    }
    on.disk().chown(folder, uid, gid);
    on.disk().chmod(folder, what.mode());
  }

  private Left left(Host on, Mover mover, HostPath scratch) throws TrekException {
    if (on.view().stat(path).isPresent()) {
      mover.clear(scratch);
    }
    return Left.of(host + ":" + path + ": left alone, since somebody else has changed it: " + FileExchange.words(on.view().stat(path)));
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    HostPath scratch = side.scratch().beside(path);
    Mover mover = new Mover(on);
    if (look(estate.view(), side) == Seen.FOREIGN) {
      return left(on, mover, scratch);
    }
    Left kept = Left.NOTHING;
    if (on.view().stat(path).isPresent()) {
      mover.clear(scratch);
      kept = on.view().stat(old).isPresent() ? putAway(on, scratch) : Left.NOTHING;
    }
    if (on.view().stat(old).isPresent()) {
      move(on, old, path);
    }
    mover.clear(scratch);
    on.disk().fsync(path.parent());
    return kept;
  }

  private Left putAway(Host on, HostPath scratch) throws TrekException {
    Optional<LdifSum> loaded = loading(on.view()).loaded();
    if (loaded.isPresent()) {
      on.disk().mkdir(scratch, 0700);
      move(on, path, scratch.resolve("data"));
      return Left.NOTHING;
    }
    HostPath aside = path.parent().resolve(path.name() + CHANGED + Long.toHexString(loading(on.view()).inUse().sum()));
    move(on, path, aside);
    return Left.of(host + ":" + aside + ": left there, since it holds entries that were changed after it was taken into use");
  }

  @Override
  public View over(View below) {
    View moved = OverlayView.files(below, host, view -> new OverlayMoved(view, path, Optional.of(old)));
    View files = OverlayView.files(moved, host, view -> new OverlayFile(view, path, fresh(), Content.of(new byte[0]), Optional.<Instant>empty()));
    return OverlayView.directory(files, view -> new OverlayRewritten(view, rewriting));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, path.parent()));
  }
}
