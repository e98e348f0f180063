package org.mailtrek.engine;

import java.nio.file.Path;
import org.mailtrek.host.Children;
import org.mailtrek.host.TrekException;

/** A process that holds the lease of a {@link RealWorld} and runs a program that outlives it, waiting to be killed. */
final class LeavingChild {

  private LeavingChild() {}

  /** Takes the world's folder; the program says in pipe {@code begun} that it works, and ends when pipe {@code go} is written. */
  public static void main(String[] arguments) throws TrekException {
    Path folder = Path.of(arguments[0]);
    Engine engine = new RealWorld(folder).engine(SmallRunbook.whole(), (call, path) -> false);
    try (Session session = Session.open(engine, Progress.NONE, new Interruption())) {
      session.checkInterruption();
      Children.of("here").run("sh", "-c", "cd \"$1\"; setsid sh -c 'read never <stay' & echo $$ $! >begun; read word <go; echo late >root/etc/late", "sh", folder.toString());
    }
  }
}
