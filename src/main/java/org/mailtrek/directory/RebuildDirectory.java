package org.mailtrek.directory;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Image;
import org.mailtrek.engine.change.LoadedDatabase;
import org.mailtrek.estate.View;
import org.mailtrek.host.Beside;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.SlapdView;
import org.mailtrek.host.TrekException;

/**
 * Moves the directory of a stopped slapd to the new schema: its entries go through the rewrite into a new database beside the one in use, the two are
 * compared, and exchanged by renaming. The old database stays under another name until it is purged.
 */
final class RebuildDirectory implements Step {

  static final String OLD = ".before-transplant";

  private final SlapdPlace place;
  private final Policy.OnConflict conflicts;
  private final ReplicaWay replicas;
  private final StoppedReadings readings;
  private final Rebuild how;

  RebuildDirectory(SlapdPlace place, Rebuild how, StoppedReadings readings) {
    this.replicas = how.replicas();
    this.place = place;
    this.conflicts = how.conflicts();
    this.how = how;
    this.readings = readings;
  }

  @Override
  public String id() {
    return "rebuild-directory";
  }

  @Override
  public String title() {
    return "Load the directory anew under the new schema's names";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z12", "Z17");
  }

  @Override
  public List<Guard> guards() {
    return List.of(new ReplicaGuard());
  }

  @Override
  public boolean compares() {
    return true;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(View view, Keep keep) throws TrekException {
    HostView host = view.host(place.host());
    boolean folder = host.stat(place.configuration()).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER;
    if (folder) {
      keep.file("configuration.ldif", out -> host.slapd().export(place.configuration(), SlapdView.CONFIGURATION, out));
    } else {
      keep.file("slapd.conf", out -> out.write(host.readAll(place.configuration())));
    }
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView host = view.host(place.host());
    HostPath folder = folder(host);
    FileState state = host.stat(folder).filter(each -> each.kind() == FileState.Kind.FOLDER)
        .orElseThrow(() -> refused("keeps its database in " + folder + ", and there is no such folder", "check olcDbDirectory; resume or undo a transplant that was cut off"));
    boolean renames = false;
    if (how.unread()) {
      try (Beside<Set<String>> names = Beside.of("the configuration of slapd", "start again", () -> host.slapd().names(place.configuration()))) {
        if (!readings.some(host, place, folder, conflicts)) {
          return;
        }
        refuseWithoutSchema(view, names.result());
      }
      preview.note("all entries are read once, while they are loaded: what conflicts is found then, and leaves the database in use as it is");
    } else {
      StoppedReadings.Found found = readings.of(host, place, folder, conflicts);
      found.report().refuseConflicts(place.toString());
      found.report().notes().forEach(preview::note);
      if (found.report().changed() == 0) {
        return;
      }
      renames = found.renames();
      preview.note(found.report().changed() + " of " + found.report().records() + " entries get new names");
      refuseWithoutSchema(view, host.slapd().names(place.configuration()));
    }
    HostPath old = beside(folder, OLD);
    refuseWithoutRoom(host, folder, old);
    preview.note("the old database stays in " + old + " until 'ldap purge'; the configuration is kept in the estate's snapshots/");
    boolean follow = replicas == ReplicaWay.FOLLOW;
    if (follow) {
      preview.note("entries that change get new change numbers of server " + host.slapd().number(place.configuration()) + ": replicas fetch them when slapd has started");
    } else {
      preview.note("entries keep their change numbers, so that replicas see no change: give each the new schema, remove its database, and start it again; or --replicas follow");
    }
    Image what = Image.at(host, folder).orElseThrow(() -> new IllegalStateException(folder + " is gone, and was " + state));
    preview.change(new LoadedDatabase(place.host(), place.configuration(), place.suffix(), folder, old, what, new NewNames(conflicts, renames, follow)));
  }

  private HostPath folder(HostView host) throws TrekException {
    return host.slapd().folder(place.configuration(), place.suffix())
        .orElseThrow(() -> refused("has no database for " + place.suffix(), "correct base under directory in estate.yaml"));
  }

  /** Returns whether entries have old names, or a preview would say what is wrong; reads no further than needed. */
  boolean needed(View view) throws TrekException {
    HostView host = view.host(place.host());
    HostPath folder = folder(host);
    return host.stat(folder).isEmpty() || readings.some(host, place, folder, conflicts);
  }

  private void refuseWithoutSchema(View view, Set<String> names) throws TrekException {
    Predicate<String> known = name -> names.contains(name.toLowerCase(Locale.ROOT));
    List<String> missing = SchemaMap.standard().missing(known, known);
    if (!missing.isEmpty() && !willKnowAll(view)) {
      throw refused("does not know " + missing.size() + " names of the new schema, such as " + missing.get(0),
          "load kopano.schema into " + place.configuration() + " first (on every replica), for example by: ldap transplant --online --plan");
    }
  }

  /** Returns whether the running server has the new schema, or an earlier step gives it. */
  private static boolean willKnowAll(View view) throws TrekException {
    try {
      return SchemaMap.standard().missing(view.directory().schema()).isEmpty();
    } catch (TrekException e) {
      return false; // a server that does not run says nothing; its files do
    }
  }

  private void refuseWithoutRoom(HostView host, HostPath folder, HostPath old) throws TrekException {
    if (host.stat(old).isPresent()) {
      throw refused("has an older database in " + old, "ldap purge, then plan again");
    }
    if (!host.space(folder).mountKey().equals(host.space(folder.parent()).mountKey())) {
      throw refused("keeps its database in " + folder + ", which is a mount of its own and can't be renamed", "ldap transplant --online");
    }
    long used = used(host, folder);
    long free = host.space(folder).freeBytes();
    if (free < used + used / 2) {
      throw refused("has " + free + " bytes free beside " + folder + ", and a second database may need " + (used + used / 2), "make room, then plan again");
    }
  }

  private static long used(HostView host, HostPath folder) throws TrekException {
    Optional<MdbPages> pages = MdbPages.of(host, folder);
    long used = 0;
    for (HostPath each : host.list(folder)) {
      used += host.stat(each).map(FileState::size).orElse(0L);
    }
    return pages.isPresent() ? Math.min(used, pages.get().used()) : used;
  }

  static HostPath beside(HostPath folder, String ending) {
    return folder.parent().resolve(folder.name() + ending);
  }

  private TrekException refused(String found, String next) {
    return TrekException.at(place.host() + ": slapd").kind(TrekException.Kind.REFUSED).found(found).next(next);
  }

  /** The change has compared every entry before it exchanged the two; what is left to see is that the exchange is whole. */
  @Override
  public void verify(View view) throws TrekException {
    HostView host = view.host(place.host());
    HostPath folder = folder(host);
    if (host.stat(folder).isEmpty()) {
      throw TrekException.at(place).kind(TrekException.Kind.DIFFERENT).found("there is no database in " + folder).next("resume, or undo");
    }
  }
}
