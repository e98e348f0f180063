package org.mailtrek.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Asks for the same versions once in a while only: dnf needs a second to start. */
final class RecentSolver implements RpmSolver {

  private static final long WHILE = Duration.ofSeconds(30).toNanos();

  private final RpmSolver below;
  private final Map<String, Answer> known = new HashMap<>();

  private record Answer(List<String> versions, long nanos) {}

  RecentSolver(RpmSolver below) {
    this.below = below;
  }

  @Override
  public synchronized Stream<String> versions(String name) throws TrekException {
    Answer answer = known.get(name);
    if (answer == null || System.nanoTime() - answer.nanos > WHILE) {
      answer = new Answer(below.versions(name).toList(), System.nanoTime());
      known.put(name, answer);
    }
    return answer.versions.stream();
  }

  @Override
  public Stream<String> names() throws TrekException {
    return below.names();
  }

  @Override
  public void fetch(List<String> wanted, HostPath folder) throws TrekException {
    below.fetch(wanted, folder);
  }

  @Override
  public List<PackagesView.Exchange> simulate(List<Wish> wishes) throws TrekException {
    return below.simulate(wishes);
  }

  @Override
  public Set<String> held() throws TrekException {
    return below.held();
  }

  @Override
  public java.util.Optional<RepositoryTool> repositories(HostPath kept) {
    return below.repositories(kept);
  }

  @Override
  public synchronized void forgetAnswers() {
    known.clear();
  }
}
