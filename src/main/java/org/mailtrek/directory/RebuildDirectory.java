package org.mailtrek.directory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Image;
import org.mailtrek.engine.change.LdifSum;
import org.mailtrek.engine.change.LoadedDatabase;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.SlapdView;
import org.mailtrek.host.TrekException;

/**
 * Moves the directory of a stopped slapd to the new schema: exports it, rewrites the export, loads that into a new database beside the one in use,
 * compares, and exchanges the two by renaming. The old database stays under another name until it is purged; data and configuration are kept
 * beside the journal before.
 */
final class RebuildDirectory implements Step {

  private static final int SHOWN = 10;
  private static final String NEW = ".new-";
  static final String OLD = ".before-transplant";

  private final Place place;
  private final LdifRewrite rewrite;

  /**
   * Where a slapd keeps a database.
   *
   * @param host the host
   * @param configuration the folder {@code slapd.d} or the file {@code slapd.conf}
   * @param suffix of the database
   */
  record Place(String host, HostPath configuration, String suffix) {}

  RebuildDirectory(Place place, LdifRewrite rewrite) {
    this.place = place;
    this.rewrite = rewrite;
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
    return Set.of("Z12");
  }

  @Override
  public boolean bulk() {
    return true;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(View view, Keep keep) throws TrekException {
    SlapdView slapd = view.host(place.host()).slapd();
    if (view.host(place.host()).stat(place.configuration()).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER) {
      keep.file("configuration.ldif", out -> slapd.export(place.configuration(), SlapdView.CONFIGURATION, out));
    }
    Path spool = spool();
    try {
      keep.file("before.ldif", out -> {
        try (OutputStream own = Files.newOutputStream(spool)) {
          slapd.export(place.configuration(), place.suffix(), new TwoStreams(out, own));
        }
      });
      keep.file("after.ldif", out -> refuseConflicts(rewrite.rewrite(spool, where(), out)));
    } finally {
      remove(spool);
    }
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView host = view.host(place.host());
    HostPath folder = host.slapd().folder(place.configuration(), place.suffix()).orElseThrow(() -> refused("has no database for " + place.suffix(),
        "correct base under directory in estate.yaml"));
    HostPath old = beside(folder, OLD);
    if (host.stat(folder).isEmpty() && host.stat(old).isPresent()) {
      preview.change(new Rename(place.host(), loaded(host, folder), folder, Image.at(host, loaded(host, folder)).orElseThrow()));
      return;
    }
    Optional<LoadedDatabase.Holding> holding = measured(host, preview);
    if (holding.isEmpty()) {
      return;
    }
    refuseWithoutSchema(host);
    FileState state = host.stat(folder).filter(each -> each.kind() == FileState.Kind.FOLDER)
        .orElseThrow(() -> refused("keeps its database in " + folder + ", which is no folder", "check olcDbDirectory"));
    HostPath fresh = beside(folder, NEW + Long.toHexString(holding.get().sum()));
    Owner owner = Owner.of(state.uid(), state.gid());
    preview.note("the old database stays in " + old + " until 'ldap purge'; data and configuration are kept in the estate's snapshots/");
    preview.note("entries keep their change numbers, so that replicas see no change: give each the new schema, remove its database, and start it again");
    if (host.stat(fresh).isEmpty()) {
      refuseWithoutRoom(host, folder, old);
      preview.change(new LoadedDatabase(place.host(), place.configuration(), place.suffix(), fresh, owner, state.mode(), holding.get()));
    }
    preview.change(new Rename(place.host(), folder, old, Image.at(host, folder).orElseThrow()));
    preview.change(new Rename(place.host(), fresh, folder, Image.folder(owner, state.mode())));
  }

  /** Returns the new database of a run that was cut off between the two renames: the one in use has gone already. */
  private HostPath loaded(HostView host, HostPath folder) throws TrekException {
    List<HostPath> found = host.list(folder.parent()).stream().filter(each -> each.name().startsWith(folder.name() + NEW)).toList();
    if (found.size() != 1) {
      throw refused("has no database in " + folder + ", and " + found.size() + " new ones beside it", "undo takes the old one back");
    }
    return found.get(0);
  }

  /** Returns whether entries have old names, or an exchange was cut off; cheaper than a preview. */
  boolean needed(View view) throws TrekException {
    HostView host = view.host(place.host());
    Optional<HostPath> folder = host.slapd().folder(place.configuration(), place.suffix());
    if (folder.isEmpty() || host.stat(folder.get()).isEmpty()) {
      return true; // the preview says what is wrong
    }
    return exported(host, spool -> rewrite.changes(spool, where()));
  }

  private void refuseWithoutSchema(HostView host) throws TrekException {
    Set<String> names = host.slapd().names(place.configuration());
    Predicate<String> known = name -> names.contains(name.toLowerCase(Locale.ROOT));
    List<String> missing = SchemaMap.standard().missing(known, known);
    if (!missing.isEmpty()) {
      throw refused("does not know " + missing.size() + " names of the new schema, such as " + missing.get(0),
          "load kopano.schema into " + place.configuration() + " first (on every replica), for example by: ldap transplant --online --plan");
    }
  }

  /** Asks something of an export. */
  @FunctionalInterface
  private interface Asked<T> {
    T of(Path spool) throws TrekException;
  }

  private <T> T exported(HostView host, Asked<T> asked) throws TrekException {
    Path spool = spool();
    try {
      try (OutputStream out = Files.newOutputStream(spool)) {
        host.slapd().export(place.configuration(), place.suffix(), out);
      }
      return asked.of(spool);
    } catch (IOException e) {
      throw TrekException.at("temporary files").found("can't be written: " + e.getMessage()).because(e).next("make room in the folder for temporary files");
    } finally {
      remove(spool);
    }
  }

  /** Returns what the new database is to hold; empty when nothing in the one in use is to be moved. */
  private Optional<LoadedDatabase.Holding> measured(HostView host, Preview preview) throws TrekException {
    return exported(host, spool -> {
      Measured measured = new Measured(OutputStream.nullOutputStream());
      LdifReport report = rewrite.rewrite(spool, where(), measured);
      refuseConflicts(report);
      report.notes().forEach(preview::note);
      return report.changed() == 0 ? Optional.empty() : Optional.of(measured.holding());
    });
  }

  private void refuseConflicts(LdifReport report) throws TrekException {
    if (!report.written()) {
      throw TrekException.at(where()).kind(TrekException.Kind.REFUSED)
          .found(report.conflictCount() + " conflicts between old and new values, nothing is changed: "
              + String.join("; ", report.conflicts().stream().limit(SHOWN).map(Conflict::toString).toList()))
          .next("--on-conflict new or --on-conflict old, or mend these entries");
    }
  }

  private void refuseWithoutRoom(HostView host, HostPath folder, HostPath old) throws TrekException {
    if (host.stat(old).isPresent()) {
      throw refused("has an older database in " + old, "ldap purge, then plan again");
    }
    if (!host.space(folder).mountKey().equals(host.space(folder.parent()).mountKey())) {
      throw refused("keeps its database in " + folder + ", which is a mount of its own and can't be renamed", "ldap transplant --online");
    }
    long used = 0;
    for (HostPath each : host.list(folder)) {
      used += host.stat(each).map(FileState::size).orElse(0L);
    }
    long free = host.space(folder).freeBytes();
    if (free < used + used / 2) {
      throw refused("has " + free + " bytes free beside " + folder + ", and a second database may need " + (used + used / 2), "make room, then plan again");
    }
  }

  static HostPath beside(HostPath folder, String ending) {
    return folder.parent().resolve(folder.name() + ending);
  }

  private TrekException refused(String found, String next) {
    return TrekException.at(place.host() + ": slapd").kind(TrekException.Kind.REFUSED).found(found).next(next);
  }

  private String where() {
    return place.host() + ": " + place.suffix();
  }

  @Override
  public void verify(View view) throws TrekException {
    Optional<LoadedDatabase.Holding> left = measured(view.host(place.host()), Verified.NOTHING);
    if (left.isPresent()) {
      throw TrekException.at(where()).kind(TrekException.Kind.DIFFERENT).found("entries of the database in use have old names").next("undo takes the old database back");
    }
  }

  private static Path spool() throws TrekException {
    return LdifRewrite.spool(java.io.InputStream.nullInputStream());
  }

  private static void remove(Path spool) throws TrekException {
    try {
      Files.deleteIfExists(spool);
    } catch (IOException e) {
      throw TrekException.at(spool).found("can't be removed: " + e.getMessage()).because(e).next("remove it: it holds the directory");
    }
  }

  /** Takes nothing. */
  private enum Verified implements Preview {
    NOTHING;

    @Override
    public void change(org.mailtrek.engine.change.Change change) {}

    @Override
    public void note(String sentence) {}

    @Override
    public String content(byte[] bytes) {
      throw new UnsupportedOperationException();
    }
  }

  /** Measures what is written to a stream. */
  private static final class Measured extends OutputStream {
    private final LdifSum sum = new LdifSum();
    private final DigestOutputStream out;

    Measured(OutputStream to) {
      try {
        this.out = new DigestOutputStream(to, MessageDigest.getInstance("SHA-256"));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void write(int each) throws IOException {
      write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      sum.write(bytes, from, count);
    }

    LoadedDatabase.Holding holding() {
      sum.close();
      return new LoadedDatabase.Holding(HexFormat.of().formatHex(out.getMessageDigest().digest()), sum.entries(), sum.sum());
    }
  }
}
