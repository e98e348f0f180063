package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The backups that runs have kept, a folder each: {@code snapshots/run-N/NAME/}. Only reads. */
public final class Backups {

  static final String MANIFEST = "manifest.json";

  private final Home home;

  /** Returns the backups of an estate. */
  public Backups(Home home) {
    this.home = home;
  }

  /**
   * A backup.
   *
   * @param name of its folder below {@code snapshots/}, such as {@code run-3/back-up}
   * @param run the run that made it
   * @param made when it was finished
   * @param files what is in it
   * @param digest SHA-256 of its list of files, hexadecimal; the journal holds the same
   */
  public record Backup(String name, long run, Instant made, List<Item> files, String digest) {

    /** Copies the list. */
    public Backup {
      files = List.copyOf(files);
    }

    /** Returns the size of all files in bytes. */
    public long bytes() {
      return files.stream().mapToLong(Item::bytes).sum();
    }
  }

  /**
   * A file of a backup.
   *
   * @param path below the backup's folder
   * @param bytes its size
   * @param digest its SHA-256, hexadecimal
   */
  public record Item(String path, long bytes, String digest) {}

  /** Returns the finished backups, oldest first. */
  public List<Backup> list() throws TrekException {
    List<Backup> all = new ArrayList<>();
    for (HostPath each : folders()) {
      if (home.view().stat(each.resolve(MANIFEST)).isPresent()) {
        all.add(read(each));
      }
    }
    all.sort(java.util.Comparator.comparing(Backup::made));
    return all;
  }

  /** Returns the names of backups that were begun and never finished; the run that makes one begins it anew. */
  public List<String> unfinished() throws TrekException {
    List<String> all = new ArrayList<>();
    for (HostPath each : folders()) {
      if (home.view().stat(each.resolve(MANIFEST)).isEmpty()) {
        all.add(name(each));
      }
    }
    return all;
  }

  private List<HostPath> folders() throws TrekException {
    List<HostPath> all = new ArrayList<>();
    for (HostPath run : foldersIn(home.snapshots())) {
      if (run.name().startsWith("run-")) {
        all.addAll(foldersIn(run));
      }
    }
    return all;
  }

  private List<HostPath> foldersIn(HostPath folder) throws TrekException {
    List<HostPath> all = new ArrayList<>();
    if (home.view().stat(folder).isPresent()) {
      for (HostPath each : home.view().list(folder)) {
        if (home.view().stat(each).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER) {
          all.add(each);
        }
      }
    }
    return all;
  }

  private static String name(HostPath folder) {
    return folder.parent().name() + "/" + folder.name();
  }

  /**
   * Returns a finished backup.
   *
   * @throws TrekException of kind {@code USAGE} when there is none of that name
   */
  public Backup named(String name) throws TrekException {
    boolean possible = name.matches("run-[0-9]+/[A-Za-z0-9][A-Za-z0-9._-]*");
    if (!possible || home.view().stat(home.snapshots().resolve(name).resolve(MANIFEST)).isEmpty()) {
      throw TrekException.at("backup " + name).kind(TrekException.Kind.USAGE).found("there is no finished backup of this name").next("backup list");
    }
    return read(home.snapshots().resolve(name));
  }

  /**
   * Returns a finished backup whose list of files is the one that the journal names: what is to be restored.
   *
   * @throws TrekException of kind {@code USAGE} when there is none of that name; of kind {@code REFUSED} when its list was changed since
   */
  public Backup trusted(String name) throws TrekException {
    Backup backup = named(name);
    Optional<String> doubt = doubt(backup);
    if (doubt.isPresent()) {
      throw TrekException.at("backup " + name).kind(TrekException.Kind.REFUSED).found(doubt.get()).next("backup list, and restore another");
    }
    return backup;
  }

  /** Returns what stands against the list of a backup's files. */
  private Optional<String> doubt(Backup backup) throws TrekException {
    String noted = noted().get(backup.name());
    if (noted == null) {
      return Optional.of(backup.name() + ": the journal does not name it");
    }
    String changed = backup.name() + "/" + MANIFEST + ": is not what the journal says: it was changed since";
    return noted.equals(backup.digest()) ? Optional.empty() : Optional.of(changed);
  }

  /**
   * Opens a file of a backup, after it was compared with its digest.
   *
   * @throws TrekException when it is gone, was changed, can't be read, or would lie outside the backup's folder
   */
  public InputStream open(String name, Item item) throws TrekException {
    Optional<String> different = compare(name, item);
    if (different.isPresent()) {
      throw TrekException.at("backup " + name).found(different.get()).next("backup verify " + name);
    }
    return home.view().read(home.snapshots().resolve(name).resolve(item.path()));
  }

  /** Opens the file of this digest in whichever backup has it; empty when none has. */
  Optional<InputStream> content(String digest) throws TrekException {
    for (Backup each : list()) {
      Optional<Item> item = each.files().stream().filter(file -> file.digest().equals(digest)).findFirst();
      if (item.isPresent()) {
        return Optional.of(open(each.name(), item.get()));
      }
    }
    return Optional.empty();
  }

  private Backup read(HostPath folder) throws TrekException {
    HostPath manifest = folder.resolve(MANIFEST);
    byte[] bytes = home.view().readAll(manifest);
    JSONObject json = Json.parse(bytes, manifest);
    List<Item> files = new ArrayList<>();
    for (JSONObject each : Json.children(json, "files")) {
      files.add(new Item(Json.text(each, "name"), Json.number(each, "bytes"), Json.text(each, "sha256")));
    }
    return new Backup(name(folder), Json.number(json, "run"), Instant.parse(Json.text(json, "made")), files, Digests.hex(bytes));
  }

  /**
   * Reads every file of a backup and compares it with the list, and the list with the journal.
   *
   * @return one sentence for each difference; empty when the backup is as it was made
   */
  public List<String> verify(Backup backup) throws TrekException {
    List<String> wrong = new ArrayList<>();
    doubt(backup).ifPresent(wrong::add);
    for (Item each : backup.files()) {
      compare(backup.name(), each).ifPresent(wrong::add);
    }
    return wrong;
  }

  private Map<String, String> noted() throws TrekException {
    Map<String, String> digests = new HashMap<>();
    JournalScan.read(
        home,
        (line, offset) -> {
          Optional<String> kept = line.phase() == Phase.NOTE ? Json.optionalText(line.body(), "kept") : Optional.empty();
          if (kept.isPresent()) {
            digests.put(kept.get(), Json.text(line.body(), "digest"));
          }
        });
    return digests;
  }

  private Optional<String> compare(String name, Item item) throws TrekException {
    String where = name + "/" + item.path();
    if (Stream.of(item.path().split("/", -1)).anyMatch(each -> each.isEmpty() || each.equals(".") || each.equals(".."))) {
      return Optional.of(where + ": would not lie in the backup's folder");
    }
    HostPath file = home.snapshots().resolve(name).resolve(item.path());
    Optional<FileState> found = home.view().stat(file);
    if (found.isEmpty()) {
      return Optional.of(where + ": is gone");
    }
    if (found.get().size() != item.bytes()) {
      return Optional.of(where + ": has " + found.get().size() + " bytes instead of " + item.bytes());
    }
    MessageDigest digest = Digests.sha256();
    try (InputStream in = new DigestInputStream(home.view().read(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("check the disk");
    }
    return Digests.hex(digest).equals(item.digest()) ? Optional.empty() : Optional.of(where + ": has another content");
  }
}
