package org.mailtrek;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.mailtrek.shell.Program;
import org.mailtrek.shell.Streams;
import org.mailtrek.shell.Surface;

/** Starts the whole program as {@link Main} does, on streams of a test. */
public final class Mailtrek {

  private Mailtrek() {}

  /** Returns the program as it starts in a folder, without a terminal. */
  public static Program in(Path folder, Streams streams) {
    return new Program(streams, Surface.none(), folder, Clock.systemUTC(), Map.of(), Wiring::open);
  }
}
