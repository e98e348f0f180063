package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Gives a stopped LDAP server's database more indexes, by the server's own tool, and then the file of its configuration that names them: as long as
 * that is the old one, what was built so far is of no use and does no harm. Building again ends the same way. Taken back, the configuration is as
 * it was; what was built stays in the database, and nobody looks at it.
 *
 * @param file the configuration, as it will be
 * @param suffix of the database
 * @param folder in which it keeps its files
 * @param owner to whom they belong, whoever builds
 * @param attributes what is to be indexed
 */
public record IndexedDatabase(FileContent file, String suffix, HostPath folder, Owner owner, List<String> attributes) implements Change {

  static final String KIND = "indexed-database";

  /** Copies the list. */
  public IndexedDatabase {
    attributes = List.copyOf(attributes);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return file.describe() + ", and index " + String.join(", ", attributes) + " below " + suffix;
  }

  @Override
  public Set<String> touches() {
    return file.touches();
  }

  @Override
  public IndexedDatabase dated(Instant planned) {
    return new IndexedDatabase(file.dated(planned), suffix, folder, owner, attributes);
  }

  @Override
  public IndexedDatabase with(ContentStore contents) {
    return new IndexedDatabase(file.with(contents), suffix, folder, owner, attributes);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("file", file.toJson()).put("suffix", suffix).put("folder", folder).put("owner", owner.toString()).putTexts("attributes", attributes).object();
  }

  static IndexedDatabase read(Fields fields) {
    return new IndexedDatabase(FileContent.read(Fields.of(fields.object("file"))), fields.text("suffix"), fields.path("folder"), Owner.parse(fields.text("owner")),
        fields.texts("attributes"));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    file.keep(view, side);
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    Seen seen = file.look(view, side);
    boolean ours = view.host(file.host()).stat(side.scratch().beside(folder)).isPresent();
    return ours && seen != Seen.FOREIGN ? Seen.BETWEEN : seen;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(file.host());
    HostPath scratch = side.scratch().beside(folder);
    new Mover(on).clear(scratch);
    Seen seen = file.look(estate.view(), side);
    if (seen == Seen.BEFORE || seen == Seen.BETWEEN) {
      on.disk().mkdir(scratch, 0700);
      HostPath leading = scratch.resolve("slapd.conf");
      write(on, leading, side);
      on.slapd().index(leading, suffix, attributes);
      own(on);
      on.disk().syncAll(folder);
      new Mover(on).clear(scratch);
    }
    return file.perform(estate, side);
  }

  private void write(Host on, HostPath leading, Side side) throws TrekException {
    try (InputStream in = file.content().open(side)) {
      byte[] bytes = in.readAllBytes();
      on.disk().create(leading);
      on.disk().append(leading, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw TrekException.at(file.host() + ":" + leading).found("can't be written: " + e.getMessage()).because(e).next("make room, then resume or undo");
    }
  }

  /** Whoever builds makes files of his own, which the server could not open. */
  private void own(Host on) throws TrekException {
    int uid = owner.uid(on.view().accounts());
    int gid = owner.gid(on.view().accounts());
    for (HostPath each : on.view().list(folder)) {
      FileState state = on.view().stat(each).orElseThrow(() -> new IllegalStateException(each + " is gone"));
      if (state.uid() != uid || state.gid() != gid) {
        on.disk().chown(each, uid, gid);
      }
    }
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    new Mover(estate.host(file.host())).clear(side.scratch().beside(folder));
    return file.revert(estate, side);
  }

  @Override
  public View over(View below) {
    return file.over(below);
  }

  @Override
  public Set<Place> folders(View view) throws TrekException {
    Set<Place> all = new LinkedHashSet<>(file.folders(view));
    all.add(new Place(file.host(), folder.parent()));
    return all;
  }
}
