package org.mailtrek.directory;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Side;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.Database;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/** An estate that steps are tried on without an engine: their changes are made and taken back one by one, with nothing beside them. */
interface SmallEstate extends Estate, Side {

  /** Returns what a step would change. */
  default List<Change> preview(Step step) throws TrekException {
    List<Change> changes = new ArrayList<>();
    step.preview(view(), new Step.Preview() {
      @Override
      public void change(Change change) {
        changes.add(change);
      }

      @Override
      public void note(String sentence) {
        noted(sentence);
      }

      @Override
      public String content(byte[] bytes) {
        throw new UnsupportedOperationException();
      }
    });
    return changes;
  }

  /** Told what a preview notes. */
  default void noted(String sentence) {}

  /** Makes the changes of a step; returns them, and adds what was left to the list. */
  default List<Change> apply(Step step, List<String> left) throws TrekException {
    List<Change> changes = preview(step);
    for (Change each : changes) {
      left.addAll(each.perform(this, this).items());
    }
    return changes;
  }

  /** Takes changes back, the last first; returns what was left. */
  default List<String> undo(List<Change> changes) throws TrekException {
    List<String> left = new ArrayList<>();
    for (int at = changes.size() - 1; at >= 0; at--) {
      left.addAll(changes.get(at).revert(this, this).items());
    }
    return left;
  }

  @Override
  default Path folder() {
    throw new UnsupportedOperationException();
  }

  @Override
  default Database database(String host) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Scratch scratch() {
    return new Scratch(1, 1);
  }

  @Override
  default void save(String name, Side.Writer content) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Optional<InputStream> open(String name) {
    return Optional.empty();
  }

  @Override
  default InputStream content(String digest) {
    throw new UnsupportedOperationException();
  }
}
