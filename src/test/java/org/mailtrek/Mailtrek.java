package org.mailtrek;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.command.Session;
import org.mailtrek.macro.Language;
import org.mailtrek.macro.MacroLanguage;
import org.mailtrek.shell.Program;
import org.mailtrek.shell.Streams;
import org.mailtrek.shell.Surface;

/** Starts the whole program as {@link Main} does, on streams of a test. */
public final class Mailtrek {

  /** One for all tests of a process: each loads Groovy anew, which takes a second. */
  private static final MacroLanguage LANGUAGE = new Language();

  private Mailtrek() {}

  /** Returns the program as {@link #in} does, with nothing loaded for macros yet. */
  public static Program fresh(Path folder, Streams streams) {
    return new Program(streams, Surface.none(), folder, Clock.systemUTC(), Map.of(), Wiring::open);
  }

  /** Returns a session on the estate of a folder. */
  public static Session session(Path folder) {
    return new Session(folder, Optional.of(folder), Clock.systemUTC(), Wiring::open, LANGUAGE);
  }

  /** Returns the program as it starts in a folder, without a terminal. */
  public static Program in(Path folder, Streams streams) {
    return new Program(streams, Surface.none(), folder, Clock.systemUTC(), Map.of(), Wiring::open, LANGUAGE);
  }
}
