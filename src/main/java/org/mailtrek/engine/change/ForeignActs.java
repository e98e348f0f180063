package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** Does the acts of a foreign command on a host. Vendors' programs are given hours: one that is killed in the middle leaves locks behind. */
final class ForeignActs {

  /** How long a vendor's program that was told to end is waited for: killing it would leave its lock on the store behind. */
  static final Duration PARTING = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofHours(12);

  private final Estate estate;
  private final Host on;
  private final Side side;
  private final Map<HostPath, Left> edited = new LinkedHashMap<>();

  ForeignActs(Estate estate, String host, Side side) throws TrekException {
    this.estate = estate;
    this.on = estate.host(host);
    this.side = side;
  }

  /**
   * Does them in order.
   *
   * @throws TrekException when one fails; those before it are done
   */
  void all(List<Act> acts) throws TrekException {
    for (Act each : acts) {
      if (each instanceof Act.Run run) {
        run(run);
      } else if (each instanceof Act.Point point) {
        if (all(point.when(), on)) {
          point(point);
        }
      } else if (each instanceof Act.Unlink unlink) {
        unlink(unlink.links());
      } else if (each instanceof Act.Finish finish) {
        finish(finish);
      } else if (each instanceof Act.SetAside set) {
        setAside(set);
      } else if (each instanceof Act.PutBack put) {
        edited.merge(put.folder(), new KeptFolder(put, side).putBack(on), ForeignActs::both);
      }
    }
  }

  /** Puts back what is to be put back; once more behind commands that write there, so that it is as it was. */
  void putBack(List<Act> acts) throws TrekException {
    all(acts.stream().filter(each -> each instanceof Act.PutBack || each instanceof Act.Unlink).toList());
  }

  private static Left both(Left first, Left second) {
    return new Left(Stream.concat(first.items().stream(), second.items().stream()).distinct().toList());
  }

  /** Returns what was found edited where files were put back. */
  Left edited() {
    return edited.values().stream().reduce(Left.NOTHING, Left::and);
  }

  /** Removes what a crash left of our own drafts. */
  void clear(List<Act> acts) throws TrekException {
    for (Act each : acts) {
      if (each instanceof Act.Point point) {
        new Mover(on).clear(side.scratch().beside(point.link()));
      } else if (each instanceof Act.PutBack put) {
        new KeptFolder(put, side).clear(on);
      }
    }
  }

  /** Goes back after a failure, and returns what is then to be said. */
  TrekException returned(List<Act> back, TrekException failure) {
    TrekException.Draft draft = TrekException.at(failure.where()).kind(failure.kind()).because(failure);
    try {
      all(back);
      putBack(back);
      on.disk().syncAll(HostPath.ROOT);
      return draft.found(failure.what() + "; everything was switched back and runs as before").next(failure.next());
    } catch (TrekException second) {
      failure.addSuppressed(second);
      return draft.found(failure.what() + "; and the way back failed too: " + second.getMessage()).next("mend what is named, then undo");
    }
  }

  private void run(Act.Run act) throws TrekException {
    List<String> command = act.command();
    Host where = act.host().isPresent() ? estate.host(act.host().get()) : on;
    if (!all(act.when(), where)) {
      return;
    }
    Programs.Ended ended = where.programs().within(PATIENCE).gently(PARTING).run(new byte[0], command);
    if (!ended.ok()) {
      throw TrekException.at(where.name() + ": " + command.get(0)).found("ended with code " + ended.code() + ": " + ended.lastWords()).next("mend what it names, then resume, or undo");
    }
    where.disk().syncAll(HostPath.ROOT); // else a loss of power may keep a later act and lose this one
  }

  private boolean all(List<Act.When> wanted, Host where) throws TrekException {
    for (Act.When each : wanted) {
      if (!each.seen(each.host().isPresent() ? estate.host(each.host().get()).view() : where.view())) {
        return false;
      }
    }
    return true;
  }

  private void point(Act.Point point) throws TrekException {
    Disk disk = on.disk();
    byte[] target = point.target().toString().getBytes(StandardCharsets.UTF_8);
    HostPath draft = side.scratch().beside(point.link());
    new Mover(on).clear(draft);
    Optional<FileState> found = on.view().stat(point.link());
    if (found.isPresent() && found.get().kind() != FileState.Kind.LINK) {
      throw TrekException.at(on.name() + ":" + point.link()).kind(TrekException.Kind.REFUSED).found("is no link").next("move it away, then plan again");
    }
    if (found.isEmpty() || !java.util.Arrays.equals(found.get().target(), target)) {
      disk.symlink(target, draft);
      Optional<Instant> before = before(point.link(), target);
      if (before.isPresent()) {
        disk.touch(draft, before.get());
      }
      disk.rename(draft, point.link());
    }
    disk.fsync(point.link().parent());
  }

  /** Returns the time of a link that is pointed back to where it led before. */
  private Optional<Instant> before(HostPath link, byte[] target) throws TrekException {
    Optional<InputStream> kept = side.open(timeOf(link));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = kept.get()) {
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 2);
      return lines[1].equals(new String(target, StandardCharsets.UTF_8)) ? Optional.of(Instant.parse(lines[0])) : Optional.empty();
    } catch (IOException e) {
      throw TrekException.at("journal").found("the time of " + link + " can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
  }

  /** Returns the name under which the time and the target of a link are kept. */
  static String timeOf(HostPath link) {
    return "link" + link.toString().replace('/', '-');
  }

  private void finish(Act.Finish finish) throws TrekException {
    if (on.view().stat(finish.draft()).isPresent()) {
      on.disk().fsync(finish.draft());
      on.disk().rename(finish.draft(), finish.file());
    }
    on.disk().fsync(finish.file().parent());
  }

  private void setAside(Act.SetAside set) throws TrekException {
    if (on.view().stat(set.aside()).isEmpty() && on.view().stat(set.folder()).isPresent()) {
      on.disk().rename(set.folder(), set.aside());
    }
    on.disk().fsync(set.aside().parent());
  }

  private void unlink(List<HostPath> links) throws TrekException {
    for (HostPath each : links) {
      if (on.view().stat(each).filter(state -> state.kind() != FileState.Kind.FOLDER).isPresent()) {
        on.disk().delete(each);
      }
    }
  }
}
