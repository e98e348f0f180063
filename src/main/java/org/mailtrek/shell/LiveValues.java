package org.mailtrek.shell;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mailtrek.command.Candidate;
import org.mailtrek.command.Session;
import org.mailtrek.command.Values;

/** Fetches candidates off the typing thread: what does not come in time is what was known before, and will be known at the next press. */
final class LiveValues implements Suggestions.Live, AutoCloseable {

  private static final long PATIENCE_MILLIS = 150;
  /** Where something is known, what is new in it must come quickly or wait for the next press. */
  private static final long PATIENCE_WITH_KNOWN_MILLIS = 30;

  private final Session session;
  private final Map<String, List<Candidate>> known = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newCachedThreadPool(
          work -> {
            Thread made = new Thread(work, "completion");
            made.setDaemon(true);
            return made;
          });

  LiveValues(Session session) {
    this.session = session;
  }

  @Override
  public List<Candidate> offer(String key, Values values, String typed) {
    String place = session.estateFolder() + " " + key + " " + typed;
    Future<List<Candidate>> fetched =
        thread.submit(
            () -> {
              List<Candidate> found = values.offer(session, typed);
              known.put(place, found);
              return found;
            });
    try {
      return fetched.get(known.containsKey(place) ? PATIENCE_WITH_KNOWN_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // late, or there is nothing to offer now: completion shows what it has and never disturbs the line
      return known.getOrDefault(place, List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Forgets what it knows: a command may have changed it. */
  void forget() {
    known.clear();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
