package org.mailtrek.engine;

import java.time.Duration;
import java.util.List;

/**
 * What an undo would do, found by looking.
 *
 * @param runs the runs that would be taken back, newest first
 * @param changes how many changes would be taken back
 * @param items what would be taken back, one sentence each, in that order; the first thousand
 * @param left what would stay, because somebody else changed it since or it can't be taken back, one sentence each
 * @param duration about how long it would take, from how long the way forth took
 * @param opened whether mail and clients were let in since, or something arrived that would be lost: then the estate's name must be typed
 */
public record UndoPreview(List<Long> runs, long changes, List<String> items, List<String> left, Duration duration, boolean opened) {

  /** Copies the lists. */
  public UndoPreview {
    runs = List.copyOf(runs);
    items = List.copyOf(items);
    left = List.copyOf(left);
  }
}
