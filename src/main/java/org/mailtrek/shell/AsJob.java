package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.mailtrek.command.Exit;
import org.mailtrek.command.Job;
import org.mailtrek.host.TrekException;

/** One start of the program, which may be the process of a job: then how it ends stands in the job's folder, also where a signal ends it. */
public final class AsJob {

  private AsJob() {}

  /** Runs the program and returns its exit code. */
  public static int run(IntSupplier program) {
    Optional<Path> folder = Optional.ofNullable(System.getProperty(Background.JOB)).map(Path::of);
    if (folder.isEmpty()) {
      return program.getAsInt();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder.get(), Exit.of(TrekException.Kind.INTERRUPTED)), "end of job"));
    begin(folder.get());
    int exit = program.getAsInt();
    end(folder.get(), exit);
    return exit;
  }

  private static void begin(Path folder) {
    try {
      Job.begins(folder);
    } catch (IOException e) {
      System.err.println("! that the job has begun can't be kept: " + e.getMessage());
    }
  }

  private static void end(Path folder, int exit) {
    try {
      Job.ended(folder, exit);
    } catch (IOException e) {
      // it stands in what the job said then; the shell says that it was killed
      System.err.println("! how the job ended can't be kept: " + e.getMessage());
    }
  }
}
