package org.mailtrek.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.mailtrek.host.TrekException;

/**
 * A line that is carried out behind the prompt, by a process of its own that outlives the shell. All that is known of it stands in a folder: {@code job} (process,
 * when that began, when the line was typed; the line), {@code said}, and at its end {@code exit}. Safe for several threads and several programs.
 */
public final class Job {

  static final String STOPPED = "stopped";

  private static final int PIECE = 1 << 16;
  private static final long LOOK_MILLIS = 50;

  /** The start of a process is told from the clock of the machine, which may be set meanwhile; numbers of processes do not come again so soon. */
  private static final long SAME_MILLIS = 5_000;
  static final String BEGUN = "begun";

  private final Path folder;
  private final int number;
  private final long process;
  private final long started;
  private final Instant begun;
  private final String line;

  private Job(Path folder, int number, long process, long started, Instant begun, String line) {
    this.folder = folder;
    this.number = number;
    this.process = process;
    this.started = started;
    this.begun = begun;
    this.line = line;
  }

  /** Writes down what carries a line out; returns the job. */
  static Job note(Path folder, ProcessHandle process, Instant begun, String line) throws IOException {
    PrivateFiles.write(folder.resolve("job"), (process.pid() + " " + started(process) + " " + begun + "\n" + line).getBytes(StandardCharsets.UTF_8));
    return of(folder).orElseThrow(() -> new IOException("the job can't be read back: " + folder));
  }

  /** Reads a job; empty where another program is about to begin it, or what stands there is none. */
  static Optional<Job> of(Path folder) {
    try {
      String text = Files.readString(folder.resolve("job"), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      List<String> head = Arrays.asList(text.substring(0, end).split(" "));
      return Optional.of(new Job(folder, Integer.parseInt(folder.getFileName().toString()), Long.parseLong(head.get(0)), Long.parseLong(head.get(1)), Instant.parse(head.get(2)), text.substring(end + 1)));
    } catch (IOException | RuntimeException none) {
      return Optional.empty();
    }
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Says that its line is carried out from now on; for the process that does. */
  public static void begins(Path folder) throws IOException {
    PrivateFiles.write(folder.resolve(BEGUN), new byte[0]);
  }

  /** Says how a job ended; for the process that carried it out. The first word stays. */
  public static void ended(Path folder, int code) throws IOException {
    if (!Files.exists(folder.resolve("exit"))) {
      PrivateFiles.write(folder.resolve("exit"), Integer.toString(code).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Returns its number, from 1. */
  public int number() {
    return number;
  }

  /** Returns what was typed. */
  public String line() {
    return line;
  }

  Instant begun() {
    return begun;
  }

  /** Returns the process; empty at its end. Another process that got its number is not taken for it. */
  private Optional<ProcessHandle> process() {
    return ProcessHandle.of(process).filter(each -> each.isAlive() && started != 0 && Math.abs(started(each) - started) <= SAME_MILLIS);
  }

  /** Asks it to stop, as Ctrl-C does: at once where it reads, behind the step at hand where it writes. */
  public void stop() {
    Optional<ProcessHandle> still = process();
    if (still.isPresent()) {
      try {
        PrivateFiles.write(folder.resolve(STOPPED), new byte[0]);
      } catch (IOException e) {
        // it is stopped all the same; it may be said then that it was killed
      }
      still.get().destroy();
    }
  }

  /** Returns whether it still runs. */
  public boolean runs() {
    return process().isPresent();
  }

  /** Returns how it stands: {@code runs}, or how it ended. */
  public String state() {
    if (runs()) {
      return "runs";
    }
    OptionalInt code = exit();
    return code.isEmpty() ? "was killed: see status" : code.getAsInt() == 0 ? "done" : "ended with " + code.getAsInt();
  }

  /** Returns its exit code; empty while it runs, and where it was killed. One that was stopped before its line had begun is interrupted. */
  OptionalInt exit() {
    if (!Files.exists(folder.resolve("exit")) && Files.exists(folder.resolve(STOPPED)) && !Files.exists(folder.resolve(BEGUN)) && !runs()) {
      return OptionalInt.of(Exit.of(TrekException.Kind.INTERRUPTED));
    }
    try {
      return OptionalInt.of(Integer.parseInt(Files.readString(folder.resolve("exit"), StandardCharsets.US_ASCII)));
    } catch (IOException | NumberFormatException none) {
      return OptionalInt.empty();
    }
  }

  /** Waits for its end. */
  public void await() throws InterruptedException {
    try {
      end().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what is complete at its end. */
  public CompletableFuture<?> end() {
    Optional<ProcessHandle> still = process();
    return still.isPresent() ? still.get().onExit() : CompletableFuture.completedFuture(true);
  }

  /** Waits for what it says behind a place, counted in bytes, and returns whole lines of it; nothing at its end. */
  byte[] more(long from) throws IOException, InterruptedException {
    while (true) {
      boolean runs = runs();
      byte[] piece = read(from);
      int length = piece.length;
      while (runs && piece.length < PIECE && length > 0 && piece[length - 1] != '\n') {
        length--;
      }
      if (length > 0 || !runs) {
        return Arrays.copyOf(piece, length);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private byte[] read(long from) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    try (FileChannel said = FileChannel.open(folder.resolve("said"), StandardOpenOption.READ)) {
      int count = said.read(piece, from);
      return Arrays.copyOf(piece.array(), Math.max(0, count));
    }
  }
}
