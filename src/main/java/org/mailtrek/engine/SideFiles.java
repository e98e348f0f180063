package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.Side;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/** The side files of one record, below {@code journal/side/}, named by its sequence number. */
final class SideFiles implements Side {

  /** The field of an intent that names the number it has reserved. */
  static final String RECORD = "record";

  private static final String CHANGE = "change";

  private final Home home;
  private final Scratch scratch;
  private final List<JSONObject> files;
  private final List<String> left;
  private final List<String> noted;

  private SideFiles(Home home, Scratch scratch, List<JSONObject> files, List<String> left, List<String> noted) {
    this.noted = noted;
    this.home = home;
    this.scratch = scratch;
    this.files = new ArrayList<>(files);
    this.left = left;
  }

  /** Returns the side files of a record that is about to be written. */
  static SideFiles next(Home home, long run, long sequence) {
    return new SideFiles(home, new Scratch(run, sequence), List.of(), List.of(), List.of());
  }

  /** Returns the side files of a record. */
  static SideFiles of(Home home, Line line) {
    return of(home, line, List.of(), List.of());
  }

  /** Returns the side files of a record, with what its change left alone when it was made, and what was noted then. */
  static SideFiles of(Home home, Line line, List<String> left, List<String> noted) {
    return new SideFiles(home, new Scratch(line.run(), record(line)), Json.children(line.body(), "sides"), List.copyOf(left), List.copyOf(noted));
  }

  /** Returns the number that a record's side files and scratch go by: its own, unless it has reserved one before. */
  static long record(Line line) {
    Long reserved = line.body().getFieldAsLong(RECORD);
    return reserved == null ? line.sequence() : reserved;
  }

  static HostPath folder(Home home) {
    return home.journal().resolve("side");
  }

  /** Returns the change of an intent, which stands in its line or, when large, beside it. */
  static JSONObject change(Home home, Line intent) throws TrekException {
    JSONObject inline = intent.body().getFieldAsObject(CHANGE);
    return inline != null ? inline : of(home, intent).json(CHANGE);
  }

  /** Saves a change beside the record if it is large; returns it otherwise. */
  Optional<JSONObject> changeUnlessSaved(Written change) throws TrekException {
    if (change.packed().isEmpty()) {
      return Optional.of(change.inline());
    }
    HostPath file = file(CHANGE);
    byte[] packed = change.packed().get();
    home.disk().create(file);
    try (OutputStream out = new DiskOutput.Pieces(home.disk(), file)) {
      out.write(packed);
    } catch (DiskOutput.Refused e) {
      throw e.refusal();
    } catch (IOException e) {
      throw unsaved(file, e);
    }
    files.add(Json.object("name", CHANGE, "digest", Digests.hex(packed)));
    return Optional.empty();
  }

  JSONObject json(String name) throws TrekException {
    Optional<InputStream> found = open(name);
    if (found.isEmpty()) {
      throw TrekException.at("journal line " + scratch.record()).found("its side file \"" + name + "\" is gone").next("journal verify");
    }
    try (InputStream in = found.get()) {
      return Json.parse(in.readAllBytes(), file(name));
    } catch (IOException e) {
      throw unreadable(file(name), e);
    }
  }

  @Override
  public Scratch scratch() {
    return scratch;
  }

  @Override
  public void save(String name, Writer content) throws TrekException {
    HostPath file = file(name);
    try {
      DiskOutput out = new DiskOutput(home.disk(), file);
      content.writeTo(out);
      out.close();
      files.add(Json.object("name", name, "digest", out.digest()));
    } catch (DiskOutput.Refused e) {
      throw e.refusal();
    } catch (IOException e) {
      throw unsaved(file, e);
    }
  }

  /** Makes the names of what was saved durable, and returns the list for the record. */
  List<JSONObject> durable() throws TrekException {
    if (!files.isEmpty()) {
      home.disk().fsync(folder(home));
    }
    return List.copyOf(files);
  }

  /** Removes what was saved for a record that will not be written. */
  void discard() throws TrekException {
    remove(home, Set.of(scratch.record()));
  }

  /** Removes the side files of records of these numbers. */
  static void remove(Home home, Set<Long> records) throws TrekException {
    if (!records.isEmpty()) {
      home.removeWhere(folder(home), name -> records.contains(number(name)));
    }
  }

  /** Removes the side files of records that do not exist: those of this number and above. */
  static void removeFrom(Home home, long sequence) throws TrekException {
    home.removeWhere(folder(home), name -> number(name) >= sequence);
  }

  /**
   * Returns what tells that lines were taken off the journal's end: side files of a line that no crash can have cut.
   *
   * @param lines how many lines the journal has
   */
  static Optional<String> beyond(Home home, long lines) throws TrekException {
    long last = last(home);
    return last <= lines + JournalScan.UNSYNCED_AT_MOST + 1 ? Optional.empty()
        : Optional.of("was cut: it ends with line " + lines + ", but in " + folder(home) + " there is what line " + last + " needs for the way back");
  }

  /** Returns the highest number that a side file goes by; 0 when there is none. */
  static long last(Home home) throws TrekException {
    long last = 0;
    if (home.view().stat(folder(home)).isPresent()) {
      for (HostPath each : home.view().list(folder(home))) {
        last = Math.max(last, number(each.name()));
      }
    }
    return last;
  }

  private static long number(String name) {
    int dot = name.indexOf('.');
    return dot > 0 && dot < 19 && name.substring(0, dot).matches("[0-9]+") ? Long.parseLong(name.substring(0, dot)) : -1;
  }

  @Override
  public Optional<InputStream> open(String name) throws TrekException {
    for (JSONObject each : files) {
      if (Json.text(each, "name").equals(name)) {
        HostPath file = file(name);
        check(home, file, Json.text(each, "digest"));
        try {
          return Optional.of(Packed.unpack(home.view().read(file)));
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    }
    return Optional.empty();
  }

  /** Passes when a side file is what its record says. */
  static void check(Home home, HostPath file, String digest) throws TrekException {
    MessageDigest found = Digests.sha256();
    try (InputStream in = new DigestInputStream(home.view().read(file), found)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (!Digests.hex(found).equals(digest)) {
      throw TrekException.at(file).found("is not what the journal says: it was changed or damaged").next("journal verify");
    }
  }

  @Override
  public List<String> noted() {
    return noted;
  }

  @Override
  public List<String> left() {
    return left;
  }

  @Override
  public InputStream content(String digest) throws TrekException {
    Optional<InputStream> own = open(digest);
    if (own.isPresent()) {
      return own.get();
    }
    Contents contents = new Contents(home);
    Optional<InputStream> kept = contents.has(digest) ? Optional.empty() : new Backups(home).content(digest);
    return kept.isPresent() ? kept.get() : contents.open(digest);
  }

  HostPath file(String name) {
    if (!name.matches("[A-Za-z0-9-]{1,100}")) {
      throw new IllegalArgumentException("a side file can't be named " + name);
    }
    return folder(home).resolve(scratch.record() + "." + name);
  }

  private static TrekException unsaved(HostPath file, IOException e) {
    return TrekException.at(file).found("can't be saved: " + e.getMessage()).because(e).next("check the disk, then resume or undo");
  }

  private static TrekException unreadable(HostPath file, IOException e) {
    return TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("journal verify");
  }
}
