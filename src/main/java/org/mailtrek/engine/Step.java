package org.mailtrek.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * One act of a runbook. It previews changes and verifies them; the runner performs what was previewed, and every kind of change knows its
 * inverse, so a step neither applies nor undoes.
 *
 * <p>Guarantees, proven by {@code StepHarness}: a preview only reads; after its changes were performed a second preview is empty and
 * {@link #verify} holds.
 */
public interface Step {

  /** Returns the id within its runbook, such as {@code move-attachments}; completion and {@code --from} use it. */
  String id();

  /** Returns one line that names the act. */
  String title();

  /** Returns the ids of {@code docs/reference/procedures.md} that it carries out. */
  default Set<String> procedures() {
    return Set.of();
  }

  /**
   * Returns the most that it does to the world on any estate. What a plan shows is what it does on that one; a preview that finds more than is declared
   * here is refused as a fault of ours.
   */
  default Effect effect() {
    return Effect.CHANGES;
  }

  /**
   * Finds what would change, by really reading, and hands over each change in the order in which it will be made.
   *
   * @throws TrekException when the step can't be done on this estate: what was found, where, and what to type next
   */
  void preview(View view, Preview preview) throws TrekException;

  /**
   * Checks the step's result; throws what differs.
   *
   * @throws TrekException of kind {@code DIFFERENT} when the result is not what the step promises
   */
  default void verify(View view) throws TrekException {}

  /** Whether its preview waits for what an earlier step brings, such as files of a package: named "known after". */
  default Optional<String> knownAfter() {
    return Optional.empty();
  }

  /** Returns where it stands among the steps of several hosts; empty for a step that waits for all before it, and that all behind it wait for. */
  default Optional<Lane> lane() {
    return Optional.empty();
  }

  /**
   * Whether it agrees on a rule, counts and limits instead of each item. Such a step is previewed afresh when it is applied or resumed, and
   * tolerates its own half-done state.
   */
  default boolean bulk() {
    return false;
  }

  /**
   * Returns a change that holds only while the step's own changes are made: made before the first, taken back after the last, and also when the run
   * stops, is resumed or undone. Only for bulk steps, and only for those that {@link #keep keep} a backup: what the change risks can then be had again.
   *
   * @throws TrekException when the world can't be read
   */
  default Optional<Change> meanwhile(View view) throws TrekException {
    return Optional.empty();
  }

  /** Whether the run stops as soon as a change leaves something alone, such as an entry that a server refuses; else it goes on and lists them. Only for bulk steps. */
  default boolean stopsWhereSomethingIsLeft() {
    return false;
  }

  /**
   * Whether its changes compare all that they make before it takes effect, or have the machine confirm each object of theirs, or {@link #verify} finds all
   * that a second preview would. The runner does not preview such a step a second time then: on a large estate it would read everything once more to find what was just found.
   */
  default boolean compares() {
    return false;
  }

  /** Whether it belongs to the second act: applied by {@code open}, when everything else is done and checked. */
  default boolean afterOpen() {
    return false;
  }

  /** Whether it {@link #keep keeps} something; it is then carried out even when it changes nothing. */
  default boolean keeps() {
    return false;
  }

  /**
   * Keeps backups beside the journal, before the step's changes are made. Reads the estate and writes only what {@code keep} takes. After a crash
   * it is asked again.
   *
   * @throws TrekException when something can't be read or kept; the run stops before the step's changes
   */
  default void keep(View view, Keep keep) throws TrekException {}

  /**
   * Returns about how many bytes it takes in the estate's folder: what it keeps, and what its changes need to be taken back where that is much.
   * A guard asks, before the first write of a run and again before the step.
   */
  default long room(View view) throws TrekException {
    return 0;
  }

  /** Returns the guards that protect it: checked in preflight on the world as it will be, and again right before it begins. */
  default List<Guard> guards() {
    return List.of();
  }

  /** Takes what a preview finds. */
  interface Preview {

    /** Takes a change. */
    void change(Change change) throws TrekException;

    /** Takes a sentence for the plan: a warning, a decision, something that people must do. */
    void note(String sentence);

    /** Stores content that a change refers to, and returns its digest (SHA-256, hexadecimal). */
    String content(byte[] bytes) throws TrekException;
  }
}
