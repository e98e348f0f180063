package org.mailtrek.engine;

import java.util.Map;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Counts what an estate holds. Whole runbooks are counted when a run begins, when it has ended, and when it was taken back; journal and report keep it. */
@FunctionalInterface
public interface Figures {

  /** Counts nothing. */
  Figures NONE = view -> Map.of();

  /**
   * Counts; only reads.
   *
   * @return counts by name, in groups that have a name too, each in the order to be shown in
   * @throws TrekException when something can't be asked; the run goes on without figures
   */
  Map<String, Map<String, Long>> of(View view) throws TrekException;
}
