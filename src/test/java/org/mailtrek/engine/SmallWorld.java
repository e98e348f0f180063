package org.mailtrek.engine;

import java.nio.file.Path;
import org.mailtrek.host.TrekException;

/** The world that {@link SmallRunbook} works on. */
final class SmallWorld {

  private SmallWorld() {}

  static StepWorld in(Path locks) throws TrekException {
    return fresh().locked(locks).settled();
  }

  static StepWorld fresh() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/server.cfg", "user = zarafa\nport = 236\n");
    world.file("/etc/old.cfg", "gone = soon\n");
    world.file("/etc/gone.cfg", "not needed = any more\n");
    for (int n = 0; n < 3; n++) {
      world.file("/var/many/" + n, "number " + n + "\n");
    }
    return world;
  }
}
