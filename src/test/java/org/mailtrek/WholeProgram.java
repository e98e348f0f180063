package org.mailtrek;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.mailtrek.macro.Language;
import org.mailtrek.macro.MacroLanguage;
import org.mailtrek.shell.Program;
import org.mailtrek.shell.Streams;
import org.mailtrek.shell.Surface;

/** The whole program as {@link Main} starts it, within this process and without a terminal. */
public final class WholeProgram {

  /**
   * What it came to.
   *
   * @param exit the exit code
   * @param text all that it wrote, results and talk, in the order of writing
   */
  public record Ended(int exit, String text) {}

  /** One for all tests of a process: each loads Groovy anew. */
  private static final MacroLanguage LANGUAGE = new Language();

  private WholeProgram() {}

  /** Runs it in a folder. */
  public static Ended run(Path folder, List<String> arguments) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    int exit;
    try (PrintStream both = new PrintStream(written, true, StandardCharsets.UTF_8)) {
      Streams streams = new Streams(new ByteArrayInputStream(new byte[0]), both, both);
      exit = new Program(streams, Surface.none(), folder, Clock.systemUTC(), Map.of(), Wiring::open, LANGUAGE).run(arguments);
    }
    return new Ended(exit, written.toString(StandardCharsets.UTF_8));
  }
}
