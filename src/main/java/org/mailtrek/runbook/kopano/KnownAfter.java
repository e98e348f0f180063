package org.mailtrek.runbook.kopano;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepLike;

/** A step that works on what packages bring: where nobody has looked into them yet, it is previewed when they are there. */
final class KnownAfter extends StepLike {

  private final String id;
  private final BooleanSupplier waits;

  /** Lets a step wait for another, if need be; that is asked when the other has been previewed. */
  KnownAfter(Step step, String id, BooleanSupplier waits) {
    super(step);
    this.id = id;
    this.waits = waits;
  }

  @Override
  public Optional<String> knownAfter() {
    return waits.getAsBoolean() ? Optional.of(id) : super.knownAfter();
  }
}
