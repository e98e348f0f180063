package org.mailtrek.engine;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The snapshots of an estate, one file each below {@code snapshots/}. */
public final class Snapshots {

  private static final String END = ".json";

  private final Home home;
  private final Clock clock;

  Snapshots(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /**
   * Passes when a snapshot of this name could be made now.
   *
   * @throws TrekException as {@link #create}
   */
  public void check(String name) throws TrekException {
    if (home.view().stat(file(name)).isPresent()) {
      throw TrekException.at("snapshot " + name).kind(TrekException.Kind.USAGE).found("there is one already").next("snapshot delete " + name);
    }
    for (RunInfo each : History.read(home).runs()) {
      if (each.waits()) {
        throw Refusals.unfinished(each);
      }
    }
  }

  /**
   * Makes a snapshot of this moment; durable when it returns.
   *
   * @param backups what was saved for it
   * @throws TrekException of kind {@code USAGE} when the name is taken or can't be one; of kind {@code REFUSED} while a run is unfinished
   */
  public Snapshot create(String name, List<Snapshot.Backup> backups) throws TrekException {
    check(name);
    HostPath file = file(name);
    List<RunInfo> runs = History.read(home).runs();
    long last = runs.isEmpty() ? 0 : runs.get(runs.size() - 1).number();
    Snapshot made = new Snapshot(name, clock.instant(), last, backups);
    home.write(file, Json.bytes(made.toJson()));
    return made;
  }

  /** Returns all, oldest first. */
  public List<Snapshot> list() throws TrekException {
    List<Snapshot> all = new ArrayList<>();
    if (home.view().stat(home.snapshots()).isPresent()) {
      for (HostPath each : home.view().list(home.snapshots())) {
        if (each.name().endsWith(END) && !each.name().startsWith(".")) {
          all.add(read(each));
        }
      }
    }
    all.sort(java.util.Comparator.comparing(Snapshot::created));
    return all;
  }

  /**
   * Returns a snapshot.
   *
   * @throws TrekException of kind {@code USAGE} when there is none of that name
   */
  public Snapshot named(String name) throws TrekException {
    HostPath file = file(name);
    if (home.view().stat(file).isEmpty()) {
      throw TrekException.at("snapshot " + name).kind(TrekException.Kind.USAGE).found("there is no such snapshot").next("snapshot list");
    }
    return read(file);
  }

  /** Forgets a snapshot; its backups are the caller's to remove. */
  void delete(String name) throws TrekException {
    named(name);
    home.remove(file(name));
    home.disk().fsync(home.snapshots());
  }

  private Snapshot read(HostPath file) throws TrekException {
    Optional<InputStream> found = home.open(file);
    if (found.isEmpty()) {
      throw TrekException.at(file).found("is gone").next("snapshot list");
    }
    try (InputStream in = found.get()) {
      return Snapshot.read(Json.parse(in.readAllBytes(), file));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("check the file");
    }
  }

  private HostPath file(String name) throws TrekException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw TrekException.at("snapshot " + name)
          .kind(TrekException.Kind.USAGE)
          .found("a snapshot's name is letters, digits, dot, dash and underscore")
          .next("choose another name");
    }
    return home.snapshots().resolve(name + END);
  }
}
