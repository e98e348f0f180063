package org.mailtrek.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.mailtrek.command.Session;
import org.mailtrek.host.TrekException;

/** What the program said, run within this process with pipes for streams. */
record Said(int exit, String out, String talk) {

  private static final Session.Opening NO_ESTATES =
      (folder, session) -> {
        throw TrekException.at(folder).kind(TrekException.Kind.ESTATE).found("not here").next("nothing");
      };

  static Said by(Path folder, String input, String... arguments) {
    return by(NO_ESTATES, folder, input, arguments);
  }

  static Said by(Session.Opening opening, Path folder, String input, String... arguments) {
    return on(Surface.none(), Map.of(), opening, folder, input, arguments);
  }

  /** Runs the program as if its streams were connected so. */
  static Said on(Surface surface, Map<String, String> environment, Session.Opening opening, Path folder, String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    try (PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8); PrintStream talkStream = new PrintStream(talk, true, StandardCharsets.UTF_8)) {
      Streams streams = new Streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), outStream, talkStream);
      int exit = new Program(streams, surface, folder, Clock.systemUTC(), environment, opening).run(List.of(arguments));
      outStream.flush();
      return new Said(exit, out.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
    }
  }
}
