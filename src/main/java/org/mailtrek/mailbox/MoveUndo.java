package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/**
 * Takes a move back: removes at the target what was put there and nobody touched since, where the source still has it byte for byte; what was removed there by us is
 * copied back before. A copy that is the only one stays, and is named. Folders are as if never
 * moved after. Cut off anywhere, it can be begun again.
 */
public final class MoveUndo {

  private static final int READ_AND_WRITE = 0666;

  private final Ledger ledger;
  private final MailMove.Sides sides;
  private final GroupSync sourceSync;
  private final Clock clock;
  private final String owner;
  private final List<String> lines = new ArrayList<>();
  private long removed;
  private long returned;
  private long left;

  /** Makes an undo of the move that a ledger tells of. */
  public MoveUndo(Ledger ledger, MailMove.Sides sides, Clock clock, String owner) {
    this.ledger = ledger;
    this.sides = sides;
    this.sourceSync = new GroupSync(sides.from().disk(), sides.from().files());
    this.clock = clock;
    this.owner = owner;
  }

  /**
   * Takes back what was moved of users.
   *
   * @throws TrekException when the host or the ledger refuses; what was taken back is noted
   */
  public void run(List<String> users) throws TrekException {
    for (String user : users) {
      locked(ledger.lock(user), user, () -> sides.target().clear(user));
      List<FolderState> states = new ArrayList<>(ledger.states(user));
      Collections.reverse(states); // INBOX comes first, and holds the others in some stores
      for (FolderState state : states) {
        locked(ledger.lock(user, state.folder()), user + ", " + state.folder(), () -> folder(user, state.folder()));
      }
      locked(ledger.lock(user), user, () -> mailbox(user));
    }
    for (String user : users) { // what was made for one may have held what others had
      if (ledger.made(user).isPresent()) {
        locked(ledger.lock(user), user, () -> unmake(user));
      }
    }
    if (!users.isEmpty() && ledger.files().stat(ledger.place()).isPresent()) {
      ledger.disk().syncAll(ledger.place());
    }
  }

  private void locked(Optional<FolderLocks.Held> lock, String what, FolderQueue.Work work) throws TrekException {
    if (lock.isEmpty()) {
      lines.add("! " + what + ": somebody is at it");
      return;
    }
    try {
      work.run();
    } finally {
      lock.get().close();
    }
  }

  /** Takes away what was made for a user, and not for one folder of his: subscriptions, and the mailbox itself where nothing is in it. */
  private void mailbox(String user) throws TrekException {
    Set<String> told = ledger.subscribed(user);
    told.addAll(subscribed(user)); // a kill may have come between telling and noting it
    Map<String, FolderName> gone = new TreeMap<>();
    for (FolderState each : ledger.states(user)) {
      FolderName name = sides.target().name(each.folder());
      if (told.contains(each.folder().spelt('/')) && !sides.target().folder(user, name).there()) {
        gone.put(each.folder().spelt('/'), name);
      }
    }
    if (!gone.isEmpty()) {
      sides.target().unsubscribe(user, new TreeSet<>(gone.values()));
      ledger.unsubscribed(user, gone.keySet());
    }
    unmake(user);
  }

  private Set<String> subscribed(String user) {
    try {
      return sides.source().subscribed(user).stream().map(each -> each.spelt('/')).collect(Collectors.toSet());
    } catch (TrekException away) {
      return Set.of();
    }
  }

  private void unmake(String user) throws TrekException {
    sides.target().unprepare(user);
    Optional<HostPath> first = ledger.made(user);
    HostPath at = sides.target().place(user);
    while (first.isPresent() && at.isWithin(first.get()) && (sides.to().files().stat(at).isEmpty() || sides.to().files().list(at).isEmpty())) {
      if (sides.to().files().stat(at).isPresent()) {
        sides.to().disk().delete(at);
        sides.to().disk().fsync(at.parent());
      }
      at = at.parent();
    }
    if (first.isPresent() && sides.to().files().stat(first.get()).isEmpty()) {
      ledger.unmade(user);
    }
  }

  private void folder(String user, FolderName name) throws TrekException {
    FolderList list = ledger.list(user, name);
    TargetFolder target = sides.target().folder(user, sides.target().name(name));
    if (list.numbers().isPresent() && sides.to().files().stat(target.place()).isPresent()) {
      ledger.note(user, new FolderState(name, FolderState.Stage.MIGRATING, clock.instant().getEpochSecond(), list.messages(), list.bytes(), owner, FolderState.RETURNING));
      ledger.disk().syncAll(ledger.place());
      target.open(list.numbers().get());
      if (!list.open().isEmpty()) {
        var there = target.settle(list.open());
        list.back(list.open().stream().filter(each -> !there.contains(each.key())).toList());
        list.published();
      }
      Optional<MailFolder> source = source(user, name);
      Set<Long> held = source.isPresent() ? SourceWitness.held(source.get(), list) : Set.of();
      for (KeyTable.Fate fate : List.of(KeyTable.Fate.PLACED, KeyTable.Fate.TAKEN)) {
        batches(list, target, new Old(source, held), fate);
      }
      access(user, name);
      if (list.made() && list.messages() == 0) {
        target.removeIfEmpty();
      }
      sides.to().disk().syncAll(sides.target().place(user).parent());
    } else if (list.made()) {
      target.removeIfEmpty();
    }
    ledger.note(user, new FolderState(name, FolderState.Stage.TRANSITION, clock.instant().getEpochSecond(), list.messages(), list.bytes(), owner, list.messages() == 0 ? "taken back" : "taken back, but for what was touched"));
  }

  private void access(String user, FolderName name) throws TrekException {
    AccessList given = ledger.access(user, name);
    if (!given.identifiers().isEmpty()) {
      Optional<FolderAccess> there = sides.target().access(user, sides.target().name(name));
      List<String> kept = there.isEmpty() ? List.of("the target tells no rights of others any more") : new AccessPass(given, there.get()).undo();
      kept.forEach(each -> name("! " + user + ", " + name + ": " + each));
    }
  }

  /** The folder at the source, and the keys of the messages that it still holds. */
  private record Old(Optional<MailFolder> folder, Set<Long> held) {}

  /** Returns the folder at the source; empty where it is gone, as when the store was put away. */
  private Optional<MailFolder> source(String user, FolderName name) {
    try {
      return sides.source().folders(user).stream().filter(each -> each.name().equals(name)).findFirst();
    } catch (TrekException e) {
      name("! " + user + ", " + name + ": " + e.where() + " " + e.what());
      return Optional.empty();
    }
  }

  private void batches(FolderList list, TargetFolder target, Old old, KeyTable.Fate fate) throws TrekException {
    long[] keys = list.table().keys(fate, false);
    for (int from = 0; from < keys.length; from += FolderPass.BATCH) {
      List<Placed> safe = new ArrayList<>();
      for (int at = from; at < Math.min(keys.length, from + FolderPass.BATCH); at++) {
        Placed placed = list.at(keys[at]);
        boolean here = fate == KeyTable.Fate.PLACED;
        if (here ? old.held().contains(keys[at]) : back(target, old.folder(), placed)) {
          safe.add(placed);
        } else {
          left++;
          String why = here ? "is no longer at the source as it was: its copy is the only one, and stays" : "was removed at the source, and its copy is gone or differs: it can't be copied back";
          name("! " + target.place() + ", UID " + placed.uid() + ", " + why);
        }
      }
      take(list, target, safe, fate, old.folder());
    }
  }

  private void take(FolderList list, TargetFolder target, List<Placed> safe, KeyTable.Fate fate, Optional<MailFolder> source) throws TrekException {
    if (fate == KeyTable.Fate.TAKEN && !safe.isEmpty()) {
      sourceSync.sync(source.flatMap(each -> each.file(safe.get(0).uid())).orElseThrow().parent());
    }
    List<Placed> gone = new ArrayList<>();
    for (Placed each : safe) {
      boolean here = target.holds(each);
      if (here && target.untouched(each) && each.digest().equals(SourceRemoval.digest(target.open(each)))) {
        target.remove(each);
        removed++;
        gone.add(each);
      } else if (!here) {
        gone.add(each);
      } else {
        left++;
        if (fate == KeyTable.Fate.TAKEN) {
          list.marked(each); // it is at both sides again, and known there
        }
      }
    }
    list.back(gone);
  }

  private static HostPath beside(HostPath message) {
    return new Scratch(0, 0).beside(message);
  }

  /** Takes away what a way back that was cut off had copied half to the source. */
  static void clear(MailFolder source, FolderList list, MailMove.Place from) throws TrekException {
    for (long key : list.table().keys(KeyTable.Fate.TAKEN, false)) {
      Optional<HostPath> half = source.file(list.at(key).uid()).map(MoveUndo::beside);
      if (half.isPresent() && from.files().stat(half.get()).isPresent()) {
        from.disk().delete(half.get());
      }
    }
  }

  /** Returns whether the source has a message again. */
  private boolean back(TargetFolder target, Optional<MailFolder> source, Placed placed) throws TrekException {
    Optional<HostPath> file = source.flatMap(each -> each.file(placed.uid()));
    if (file.isEmpty()) {
      return false;
    }
    if (sides.from().files().stat(file.get()).isPresent()) {
      return placed.digest().equals(SourceRemoval.digest(sides.from().files().read(file.get())));
    }
    if (!target.holds(placed) || !placed.digest().equals(SourceRemoval.digest(target.open(placed)))) {
      return false;
    }
    HostPath beside = beside(file.get());
    if (sides.from().files().stat(beside).isPresent()) {
      sides.from().disk().delete(beside);
    }
    try (InputStream in = target.open(placed); NewFiles making = sides.from().disk().files(mark(file.get(), placed))) {
      making.begin(beside);
      byte[] buffer = new byte[1 << 16];
      for (int got = in.readNBytes(buffer, 0, buffer.length); got > 0; got = in.readNBytes(buffer, 0, buffer.length)) {
        making.write(buffer, 0, got);
      }
      making.end();
    } catch (IOException e) {
      throw TrekException.at(file.get()).kind(TrekException.Kind.PARTLY).found("can't be copied back: " + e.getMessage()).because(e).next("the same command again");
    }
    sides.from().disk().rename(beside, file.get());
    returned++;
    return true;
  }

  /** Who owns the source's list, or where there is none the folder of the messages, owned them too. */
  private NewFiles.Mark mark(HostPath file, Placed placed) throws TrekException {
    FilesView files = sides.from().files();
    Optional<FileState> list = files.stat(file.parent().resolve(Netscape3Folder.INDEX));
    FileState model = list.isPresent() ? list.get() : files.stat(file.parent()).orElseThrow(() -> TrekException.at(file.parent()).found("is gone").next("bring the source's folders back first"));
    return new NewFiles.Mark(model.uid(), model.gid(), model.mode() & READ_AND_WRITE, Optional.of(Instant.ofEpochSecond(placed.seconds())));
  }

  private void name(String line) {
    if (lines.size() < 20) {
      lines.add(line);
    }
  }

  /** Returns how many messages were removed at the target. */
  public long removed() {
    return removed;
  }

  /** Returns how many messages were copied back to the source. */
  public long returned() {
    return returned;
  }

  /** Returns how many messages stay at the target: somebody marked them, or they differ. */
  public long left() {
    return left;
  }

  /** Returns what is worth a line. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
