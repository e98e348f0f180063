package org.mailtrek.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailtrek.host.TrekException;

/** A process that applies plan 1 of a {@link RealWorld}, or opens it, and stands still before its n-th write, waiting to be killed. */
final class DyingChild {

  private DyingChild() {}

  /** Takes the world's folder, the number of the write point, from 0, and {@code open} for the second act. */
  public static void main(String[] arguments) throws TrekException {
    int deadly = Integer.parseInt(arguments[1]);
    AtomicInteger passed = new AtomicInteger();
    Engine engine =
        new RealWorld(Path.of(arguments[0]))
            .engine(
                SmallRunbook.whole(),
                (call, path) -> {
                  if (passed.getAndIncrement() == deadly) {
                    standStill();
                  }
                  return false;
                });
    Runner runner = engine.runner(Progress.NONE, new Interruption());
    if (arguments.length > 2) {
      runner.open(Terms.NONE);
    } else {
      runner.apply(engine.plans().named("1"), Terms.NONE);
    }
    System.out.println("points " + passed.get());
  }

  private static void standStill() {
    System.out.println("here");
    System.out.flush();
    try {
      if (System.in.read() < 0) {
        throw new IllegalStateException("the parent is gone");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
