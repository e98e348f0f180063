package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * One reversible write, or one that says why it can't be reversed. Immutable. Holds what it was previewed on and what it makes of it; what
 * the way back needs besides, it {@link #keep keeps} in side files of the journal before anything is written.
 *
 * <p>Laws, proven for every kind by {@code ChangeHarness}: {@link #perform} works from BEFORE, BETWEEN and AFTER and ends durable in AFTER;
 * {@link #revert} likewise in BEFORE; what is FOREIGN is left alone and said; our own scratch is removed first, also then;
 * {@code change.over(before)} shows what the world shows after {@link #perform}; {@link #toJson} and back makes an equal change.
 */
public sealed interface Change permits
    Account, CopiedTree, DatabaseContent, DatabaseState, Entries, Extraction, FileContent, Folder, ForeignCommand, HandOver, IndexedDatabase, Link, LinkedCopy, LoadedDatabase, MailboxMoves, Ownership, PackageArchives, PackageSet, Removal, Rename, RowsAside, SchemaChange, ServiceState,
    RepositoryLists, Setting, StagedMove, StoreMove, UnsyncedCommits, VolumeSnapshot {

  /** Returns the kind's name in journals and plans, such as {@code file-content}. */
  String kind();

  /** Returns the object and what happens to it: {@code mail1:/etc/kopano/server.cfg: replace 3 lines}. Never holds a secret. */
  String describe();

  /** Returns which objects it touches, as stable keys ({@code file mail1 /etc/x}, {@code entry uid=a,dc=x}): undo of an older run is refused where a later one touched the same. */
  Set<String> touches();

  /** Returns whether an earlier change can only be judged when this one has been taken back, such as a service whose package is gone. */
  default boolean shades(Change earlier) {
    return false;
  }

  /** Returns this change with the plan's time as the time of the last write of what it makes, where it has none of its own. The plan calls it once. */
  default Change dated(java.time.Instant planned) {
    return this;
  }

  /** Returns this change, read back from a plan, with the plan's contents at hand: overlays show them. */
  default Change with(ContentStore contents) {
    return this;
  }

  /** Returns whether it stays where it was cut off in the middle, too: nothing takes part of it back. Only asked of what can't be taken back once it is done. */
  default boolean staysHalfDone() {
    return false;
  }

  /** Returns why it can't be taken back; empty for all that can. */
  default java.util.Optional<String> irreversible() {
    return java.util.Optional.empty();
  }

  /**
   * Returns what would be lost by taking it back because it arrived since, in a sentence: somebody must agree to that by name first. Empty for
   * all kinds that lose nothing.
   */
  default java.util.Optional<String> loss(View view, Side side) throws TrekException {
    return java.util.Optional.empty();
  }

  /** Returns this change for an operator who has agreed by name to its {@link #loss}. */
  default Change withLoss() {
    return this;
  }

  /**
   * Returns one line for each object that it changes, the same however a batch is cut into segments: plans agree on their count and on the
   * sum of their digests.
   */
  default Stream<String> items() {
    return Stream.of(toJson().toSingleLineString());
  }

  /** Returns how many of its items are deletions, which {@code --max-deletes} limits. */
  default long deletes() {
    return 0;
  }

  /** Returns its form in journals and plans; {@code ChangeKinds.read} reads it back. */
  JSONObject toJson();

  /** Returns the text of {@link #toJson} in one line; kinds that hold much write it without the objects between. */
  default String text() {
    return toJson().toSingleLineString();
  }

  /**
   * Saves what {@link #revert} will need and the change itself does not hold. Called once, before the intent is written, with the world in BEFORE.
   *
   * @throws TrekException when it can't be read or saved; nothing is changed
   */
  void keep(View view, Side side) throws TrekException;

  /** Looks at the world: AFTER is tested first. */
  Seen look(View view, Side side) throws TrekException;

  /**
   * Makes the change, from BEFORE, BETWEEN or AFTER, and returns when it is durable.
   *
   * @return what was left alone
   * @throws TrekException when the host refuses; the world is then BEFORE or BETWEEN
   */
  Left perform(Estate estate, Side side) throws TrekException;

  /**
   * Returns what the journal is to note of the world right after the change was made, so that a later {@link #revert} can tell what came since: see
   * {@link Side#noted}. Only for what the change itself does not say.
   */
  default List<String> noted(View view) throws TrekException {
    return List.of();
  }

  /** Takes the change back; otherwise as {@link #perform}. */
  Left revert(Estate estate, Side side) throws TrekException;

  /** Returns the world as it will be after this change; later steps are previewed on it. */
  View over(View below);

  /** Returns the folders, by host, whose times the change disturbs: the runner notes them before and resets them after an undo. */
  Set<Place> folders(View view) throws TrekException;

  /** A path on a host. */
  record Place(String host, HostPath path) {
    @Override
    public String toString() {
      return host + ":" + path;
    }
  }
}
