package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mailtrek.host.TrekException;

/** The jobs of an estate, whichever shell began them, in its folder {@code logs/jobs}; without an estate those of the session. Safe for several threads and programs. */
public final class Jobs {

  /** Older ones that have ended are forgotten. */
  private static final int KEPT = 20;

  private final Supplier<Optional<Path>> estate;
  private final List<Job> own = Collections.synchronizedList(new ArrayList<>());
  private Optional<Path> scratch = Optional.empty();

  /** Makes them for the estate that is in use when they are asked for. */
  Jobs(Supplier<Optional<Path>> estate) {
    this.estate = estate;
  }

  /** Starts the process of a job. */
  public interface Starting {

    /**
     * Starts it; it waits for its line.
     *
     * @param folder where it says how it ended
     * @param said where its output goes
     */
    Process start(Path folder, Path said) throws IOException;

    /** Gives it its line. */
    void hand(Process process) throws IOException;
  }

  /**
   * Begins one.
   *
   * @param line what was typed
   * @throws IOException when it can't be kept or started; then there is no job
   */
  public Job begin(String line, Instant begun, Starting starting) throws IOException {
    Path folder = fresh(place(true).orElseThrow());
    Path said = folder.resolve("said");
    PrivateFiles.write(said, new byte[0]);
    Process process = starting.start(folder, said);
    try {
      Job job = Job.note(folder, process.toHandle(), begun, SecretWords.masked(line)); // first: what can't be found can't be stopped
      starting.hand(process);
      own.add(job);
      return job;
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Path fresh(Path place) throws IOException {
    List<Path> before = folders(place);
    for (Path each : before.subList(0, Math.max(0, before.size() - KEPT))) {
      if (Job.of(each).map(job -> !job.runs()).orElse(false)) {
        forget(each);
      }
    }
    int number = before.isEmpty() ? 1 : number(before.get(before.size() - 1)) + 1;
    while (true) {
      Path folder = place.resolve(Integer.toString(number++));
      try {
        return Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException taken) {
        // by another shell at the same moment
      }
    }
  }

  private static void forget(Path folder) throws IOException {
    for (String each : List.of("said", "exit", Job.STOPPED, Job.BEGUN, "job")) {
      Files.deleteIfExists(folder.resolve(each));
    }
    Files.deleteIfExists(folder);
  }

  private synchronized Optional<Path> place(boolean make) throws IOException {
    Optional<Path> folder = estate.get().map(each -> each.resolve("logs").resolve("jobs"));
    if (folder.isPresent()) {
      if (make) {
        PrivateFiles.folder(folder.get());
      }
      return folder.filter(Files::isDirectory);
    }
    if (make && scratch.isEmpty()) {
      scratch = Optional.of(Files.createTempDirectory("mailtrek-jobs-"));
    }
    return scratch;
  }

  private static List<Path> folders(Path place) throws IOException {
    try (Stream<Path> all = Files.list(place)) {
      return all.filter(each -> each.getFileName().toString().matches("[0-9]{1,8}")).sorted(Comparator.comparingInt(Jobs::number)).toList();
    }
  }

  private static int number(Path folder) {
    return Integer.parseInt(folder.getFileName().toString());
  }

  /** Returns all, the oldest first; none where they can't be read. */
  public List<Job> all() {
    try {
      Optional<Path> place = place(false);
      return place.isEmpty() ? List.of() : folders(place.get()).stream().map(Job::of).flatMap(Optional::stream).toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Returns those of this session that still run. */
  public List<Job> running() {
    return List.copyOf(own).stream().filter(Job::runs).toList();
  }

  /** Returns the job that a call names, or the last one. */
  Job meant(Optional<String> number) throws TrekException {
    List<Job> all = all();
    for (int at = all.size() - 1; at >= 0; at--) {
      if (number.map(Integer.toString(all.get(at).number())::equals).orElse(true)) {
        return all.get(at);
      }
    }
    throw TrekException.at("job " + number.orElse("")).kind(TrekException.Kind.USAGE).found("there is no such job").next(all.isEmpty() ? "a line with & at its end becomes one" : "jobs");
  }
}
