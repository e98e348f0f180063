package org.mailtrek;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.mailtrek.shell.AsJob;
import org.mailtrek.shell.Program;
import org.mailtrek.shell.Streams;
import org.mailtrek.shell.Surface;

/** The start of the program: takes arguments and streams, and leaves with an exit code. */
public final class Main {

  private Main() {}

  /** Runs Mailtrek. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream talk = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Path here = Path.of("").toAbsolutePath();
    Streams streams = new Streams(System.in, out, talk);
    Program program = new Program(streams, Surface.look(System.getenv()), here, Clock.systemUTC(), System.getenv(), Wiring::open);
    int exit = AsJob.run(() -> program.run(List.of(arguments)));
    out.flush();
    System.exit(exit);
  }
}
