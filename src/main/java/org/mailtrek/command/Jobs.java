package org.mailtrek.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** The jobs of a session. Safe for several threads. */
public final class Jobs {

  private final List<Job> all = new ArrayList<>();

  /**
   * Notes a new one.
   *
   * @param line what was typed
   * @param stop asks it to stop
   */
  public synchronized Job begin(String line, Instant begun, Runnable stop) {
    Job job = new Job(all.size() + 1, line, begun, stop);
    all.add(job);
    return job;
  }

  synchronized List<Job> all() {
    return List.copyOf(all);
  }

  /** Returns those that still run. */
  public synchronized List<Job> running() {
    return all.stream().filter(Job::runs).toList();
  }

  /** Returns the job that a call names, or the last one. */
  synchronized Job meant(Optional<String> number) throws TrekException {
    for (int at = all.size() - 1; at >= 0; at--) {
      if (number.map(Integer.toString(at + 1)::equals).orElse(true)) {
        return all.get(at);
      }
    }
    throw TrekException.at("job " + number.orElse("")).kind(TrekException.Kind.USAGE).found("there is no such job").next(all.isEmpty() ? "a line with & at its end becomes one" : "jobs");
  }
}
