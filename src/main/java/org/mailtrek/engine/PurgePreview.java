package org.mailtrek.engine;

import java.util.List;

/**
 * What is given up for good when a snapshot is deleted.
 *
 * @param runs the runs whose undo will leave objects alone then
 * @param objects the removals and moves whose old objects lie aside, one sentence each
 * @param bytes what their files take
 */
public record PurgePreview(List<Long> runs, List<String> objects, long bytes) {

  /** Copies the lists. */
  public PurgePreview {
    runs = List.copyOf(runs);
    objects = List.copyOf(objects);
  }
}
