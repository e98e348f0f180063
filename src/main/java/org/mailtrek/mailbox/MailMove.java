package org.mailtrek.mailbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Moves messages from one store into another: one thread finds folders, several move them, each under the folder's own lock, so that other threads and processes
 * may work at the same store. Again is harmless: it moves what is new. Killed anywhere, the next run goes on.
 */
public final class MailMove {

  /** How long to wait for another process that is at a mailbox as a whole, before asking again. */
  private static final long MOMENT = 5_000_000;

  private final Ledger ledger;
  private final MailStore source;
  private final MailTarget target;
  private final Place from;
  private final FilesView targetFiles;
  private final Clock clock;
  private final String owner;
  private final FolderPass.Durability durability;

  /**
   * A store on its host.
   *
   * @param disk writes the host
   * @param files reads it
   */
  public record Place(Disk disk, FilesView files) {}

  /**
   * The two sides.
   *
   * @param source where the messages are
   * @param from the host of the source
   * @param target where they go
   * @param to the host of the target
   */
  public record Sides(MailStore source, Place from, MailTarget target, Place to) {}

  /**
   * How it is done.
   *
   * @param threads how many folders are moved at once
   * @param remove whether what was moved is then removed at the source, each message after its copy was read back
   * @param emptied whether a folder in which nothing is any more was emptied by its user, rather than lost from sight: what was moved of it is removed at the target
   */
  public record Terms(int threads, boolean remove, boolean emptied) {

    /** Nothing is removed at the source, and a folder in which nothing is any more is doubted. */
    public static Terms of(int threads) {
      return new Terms(threads, false, false);
    }

    /** Returns the same, with what was moved removed at the source. */
    public Terms removing() {
      return new Terms(threads, true, emptied);
    }
  }

  /** Makes a move, noted in a ledger; {@code owner} is who does it, for people. */
  public MailMove(Ledger ledger, Sides sides, Clock clock, String owner) {
    this.ledger = ledger;
    this.source = sides.source();
    this.target = sides.target();
    this.from = sides.from();
    this.targetFiles = sides.to().files();
    this.clock = clock;
    this.owner = owner;
    GroupSync filled = new GroupSync(sides.to().disk(), sides.to().files());
    this.durability = new FolderPass.Durability(filled, sides.to().disk().same(ledger.disk()) ? filled : new GroupSync(ledger.disk(), ledger.files()), ledger.place());
  }

  /**
   * Moves the messages of users.
   *
   * @param users whose, in this order
   * @throws TrekException when the work can't go on; what was moved is noted
   */
  public MoveTally run(List<String> users, Terms terms, Progress progress, Interruption interruption) throws TrekException {
    MoveTally tally = new MoveTally();
    ledger.begin();
    try (FolderQueue queue = new FolderQueue(terms.threads())) {
      for (String user : users) {
        if (interruption.requested()) {
          break;
        }
        queueFolders(user, terms, queue, tally, new Hearing(progress, interruption));
      }
    }
    if (ledger.files().stat(ledger.place()).isPresent()) {
      durability.ledger().sync(ledger.place());
    }
    return tally;
  }

  /** Who hears, and who may stop it. */
  private record Hearing(Progress progress, Interruption interruption) {}

  private void queueFolders(String user, Terms terms, FolderQueue queue, MoveTally tally, Hearing hearing) throws TrekException {
    List<MailFolder> folders = new ArrayList<>();
    Set<FolderName> subscribed = new TreeSet<>();
    try {
      folders.addAll(source.folders(user));
      subscribed.addAll(source.subscribed(user));
      prepare(user);
    } catch (TrekException e) {
      tally.failed(user, e.getMessage());
      if (ledger.states(user).isEmpty()) {
        failed(user, FolderName.INBOX, e.getMessage()); // so that the status names him
      }
      return;
    }
    Set<FolderName> taken = new HashSet<>();
    for (MailFolder each : folders) {
      boolean free = taken.add(target.name(each.name()));
      queue.add(() -> {
        if (!hearing.interruption().requested()) {
          if (free) {
            folder(user, each, terms, tally, hearing.interruption());
          } else {
            tally.add(user, Optional.of(failed(user, each.name(), "another folder has its name at the target: " + target.name(each.name()))), 0);
          }
          hearing.progress().done(tally.folders());
        }
      });
    }
    if (!subscribed.isEmpty()) {
      queue.add(() -> subscribe(user, subscribed, tally));
    }
  }

  /** Makes the mailbox: its owner is that of the folder above, until it has one itself. */
  private void prepare(String user) throws TrekException {
    alone(user, () -> {
      Optional<HostPath> first = missing(target.place(user));
      if (target.onDisk() && first.isPresent()) {
        ledger.making(user, first.get());
      }
      target.prepare(user);
    });
  }

  /** Returns the topmost folder that is missing on the way to one. */
  private Optional<HostPath> missing(HostPath folder) throws TrekException {
    Optional<HostPath> first = Optional.empty();
    for (HostPath at = folder; !at.root() && targetFiles.stat(at).isEmpty(); at = at.parent()) {
      first = Optional.of(at);
    }
    return first;
  }

  /** What is refused is tried again by the next run; other users don't wait for it. */
  private void subscribe(String user, Set<FolderName> names, MoveTally tally) {
    try {
      subscribe(user, names);
    } catch (TrekException e) {
      tally.failed(user, e.getMessage());
    }
  }

  private void subscribe(String user, Set<FolderName> names) throws TrekException {
    Set<String> known = ledger.subscribed(user);
    List<FolderName> fresh = names.stream().filter(each -> !known.contains(each.spelt('/'))).toList();
    if (!fresh.isEmpty()) {
      alone(user, () -> target.subscribe(user, fresh.stream().map(target::name).collect(Collectors.toCollection(TreeSet::new))));
      ledger.subscribed(user, fresh.stream().map(each -> each.spelt('/')).collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  /** Does what takes a moment, under the lock of the user's mailbox as a whole. */
  private void alone(String user, FolderQueue.Work work) throws TrekException {
    Optional<FolderLocks.Held> lock = ledger.lock(user);
    while (lock.isEmpty()) {
      LockSupport.parkNanos(MOMENT);
      lock = ledger.lock(user);
    }
    try {
      work.run();
    } finally {
      lock.get().close();
    }
  }

  /**
   * Moves at once what a user waits for. Whoever is at a folder already is waited for.
   *
   * @param only the one folder that is wanted; all of the user's where empty
   * @param patience how long to wait for somebody else's work; what he is still at then counts as {@link MoveTally#busy}
   * @return what it has come to; nothing where the source has no such user or folder
   * @throws TrekException when the source can't tell whom it has, or the ledger can't be written
   */
  public MoveTally open(String user, Optional<FolderName> only, Duration patience, Interruption interruption) throws TrekException {
    MoveTally tally = new MoveTally();
    long end = System.nanoTime() + patience.toNanos();
    ledger.begin();
    Set<FolderName> taken = new HashSet<>();
    List<MailFolder> known = known(user);
    Optional<TrekException> unsubscribed = Optional.empty();
    if (only.isPresent()) {
      owe(user, known);
    } else if (!known.isEmpty()) {
      prepare(user);
      unsubscribed = subscribeAhead(user);
    }
    for (MailFolder each : known) {
      boolean free = taken.add(target.name(each.name()));
      if (only.isPresent() && !only.get().equals(each.name())) {
        continue;
      }
      prepare(user);
      if (!free) {
        tally.add(user, Optional.of(failed(user, each.name(), "another folder has its name at the target: " + target.name(each.name()))), 0);
      } else {
        while (!attempt(user, each, Terms.of(1), tally, interruption)) {
          if (System.nanoTime() > end || interruption.requested()) {
            tally.add(user, Optional.empty(), 0);
            break;
          }
          LockSupport.parkNanos(MOMENT);
        }
      }
    }
    if (ledger.files().stat(ledger.place()).isPresent()) {
      durability.ledger().sync(ledger.place());
    }
    if (unsubscribed.isPresent()) {
      throw unsubscribed.get();
    }
    return tally;
  }

  /** Subscribes ahead of the folders, so that nobody forgets it; a failure waits until they are moved. */
  private Optional<TrekException> subscribeAhead(String user) {
    try {
      subscribe(user, new TreeSet<>(source.subscribed(user)));
      return Optional.empty();
    } catch (TrekException e) {
      return Optional.of(e);
    }
  }

  /** Notes the folders of which nothing is known yet, so that nobody forgets them after the one that is wanted now. */
  private void owe(String user, List<MailFolder> folders) throws TrekException {
    Set<FolderName> noted = ledger.states(user).stream().map(FolderState::folder).collect(Collectors.toSet());
    for (MailFolder each : folders) {
      if (!noted.contains(each.name())) {
        ledger.note(user, new FolderState(each.name(), FolderState.Stage.TRANSITION, clock.instant().getEpochSecond(), 0, 0, owner, ""));
      }
    }
  }

  /**
   * Returns the users who work at the target already, since their INBOX is there as far as it can be read, and to whom folders or subscriptions are still owed.
   *
   * @throws TrekException when the ledger can't be read
   */
  List<String> owed(Interruption interruption) throws TrekException {
    List<String> found = new ArrayList<>();
    for (String user : ledger.users()) {
      List<FolderState> states = interruption.requested() ? List.of() : ledger.states(user);
      boolean inbox = states.stream().anyMatch(each -> each.folder().equals(FolderName.INBOX) && (each.stage() == FolderState.Stage.NON_TRANSITION || each.stage() == FolderState.Stage.FAILED));
      if (inbox && (states.stream().anyMatch(each -> each.stage() != FolderState.Stage.NON_TRANSITION) || !subscribed(user))) {
        found.add(user);
      }
    }
    return found;
  }

  private boolean subscribed(String user) {
    try {
      return ledger.subscribed(user).containsAll(source.subscribed(user).stream().map(each -> each.spelt('/')).toList());
    } catch (TrekException e) {
      return false; // what is wrong is told by who moves the folders
    }
  }

  /** Returns the folders of a user; none of one whom the source does not have. */
  private List<MailFolder> known(String user) throws TrekException {
    try {
      return source.folders(user);
    } catch (TrekException e) {
      List<String> users = source.users();
      if (users.isEmpty() || users.contains(user) || !ledger.states(user).isEmpty()) {
        throw e; // the store may be away
      }
      return List.of();
    }
  }

  private void folder(String user, MailFolder folder, Terms terms, MoveTally tally, Interruption interruption) throws TrekException {
    if (!attempt(user, folder, terms, tally, interruption)) {
      tally.add(user, Optional.empty(), 0);
    }
  }

  /** Moves a folder, unless somebody is at it: then returns false. */
  private boolean attempt(String user, MailFolder folder, Terms terms, MoveTally tally, Interruption interruption) throws TrekException {
    Optional<FolderLocks.Held> lock = ledger.lock(user, folder.name());
    if (lock.isEmpty()) {
      return false;
    }
    try {
      FolderList list = ledger.list(user, folder.name());
      FolderPass pass = new FolderPass(list, target.folder(user, target.name(folder.name())), durability, interruption, terms.emptied());
      FolderState state = held(user, folder, terms.remove(), new Work(list, pass, interruption));
      tally.add(user, Optional.of(state), pass.added());
      if (!pass.whole()) {
        tally.brokenOff();
      }
    } finally {
      lock.get().close();
    }
    return true;
  }

  /** One folder at work. */
  private record Work(FolderList list, FolderPass pass, Interruption interruption) {}

  private FolderState held(String user, MailFolder folder, boolean remove, Work work) throws TrekException {
    FolderList list = work.list();
    FolderPass pass = work.pass();
    boolean returning = list.numbers().isPresent() && ledger.states(user).stream().anyMatch(each -> each.folder().equals(folder.name()) && each.returning());
    note(user, folder.name(), list, FolderState.Stage.MIGRATING, returning ? FolderState.RETURNING : "");
    try {
      if (returning) {
        MoveUndo.clear(folder, list, from);
      }
      pass.run(folder, returning);
      if (work.interruption().requested()) {
        return note(user, folder.name(), list, FolderState.Stage.TRANSITION, "interrupted");
      }
      String rights = access(user, folder);
      String kept = remove && pass.failed() == 0 ? new SourceRemoval(list, pass.target(), from.disk(), from.files()).run(folder, durability) : "";
      FolderState.Stage stage = pass.failed() == 0 && kept.isEmpty() ? FolderState.Stage.NON_TRANSITION : FolderState.Stage.FAILED;
      return note(user, folder.name(), list, stage, Stream.of(kept.isEmpty() ? pass.trouble() : kept, rights).filter(each -> !each.isEmpty()).collect(Collectors.joining("; ")));
    } catch (TrekException e) {
      return note(user, folder.name(), list, FolderState.Stage.FAILED, e.getMessage());
    }
  }

  /** Gives others the rights that they have at the source; returns what is to be said of it. Whoever has none is not asked about at the target. */
  private String access(String user, MailFolder folder) throws TrekException {
    SortedMap<String, String> wanted;
    try {
      wanted = folder.access();
    } catch (TrekException e) {
      return "rights of others can't be read at the source: " + e.what();
    }
    AccessList list = ledger.access(user, folder.name());
    if (wanted.isEmpty() && list.identifiers().isEmpty()) {
      return "";
    }
    Optional<FolderAccess> there = target.access(user, target.name(folder.name()));
    return there.isEmpty() ? "the target keeps no rights of others: " + Rights.told(wanted) : new AccessPass(list, there.get()).run(wanted);
  }

  private FolderState failed(String user, FolderName name, String reason) throws TrekException {
    FolderState state = new FolderState(name, FolderState.Stage.FAILED, clock.instant().getEpochSecond(), 0, 0, owner, reason);
    ledger.note(user, state);
    return state;
  }

  private FolderState note(String user, FolderName name, FolderList list, FolderState.Stage stage, String reason) throws TrekException {
    FolderState state = new FolderState(name, stage, clock.instant().getEpochSecond(), list.messages(), list.bytes(), owner, reason);
    ledger.note(user, state);
    return state;
  }
}
