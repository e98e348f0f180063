package org.mailtrek.host;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A directory server whose passing refusals are waited out: busy (51), unavailable (52) and other (80), with which slapd answers while its
 * database is locked, full or checkpointed. Nothing was done then, so the same is asked again, up to six times within about three seconds; the
 * last refusal is the answer. Where one request waited in vain, the others don't wait too, until the server has answered otherwise: a full disk
 * does not pass, and thousands would wait. Safe for several threads.
 */
public final class PatientDirectory implements DirectoryServer {

  private static final Set<Integer> PASSING = Set.of(51, 52, 80);
  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final DirectoryServer server;
  private final Pause pause;
  private volatile boolean inVain;

  /** Waits. */
  @FunctionalInterface
  public interface Pause {

    /** Waits so long. */
    void rest(Duration time) throws InterruptedException;
  }

  /** Wraps a server. */
  public PatientDirectory(DirectoryServer server) {
    this(server, time -> Thread.sleep(time.toMillis()));
  }

  /** Wraps a server, and waits in another way. */
  public PatientDirectory(DirectoryServer server, Pause pause) {
    this.server = server;
    this.pause = pause;
  }

  /** Something that is asked of the server. */
  private interface Request {
    Answer ask() throws TrekException;
  }

  private Answer patiently(Request request) throws TrekException {
    Answer answer = request.ask();
    Duration next = FIRST_PAUSE;
    for (int tried = 1; tried < TRIES && !inVain && PASSING.contains(answer.code()); tried++) {
      try {
        pause.rest(next);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return answer;
      }
      next = next.multipliedBy(2);
      answer = request.ask();
    }
    inVain = PASSING.contains(answer.code());
    return answer;
  }

  @Override
  public DirectoryView view() {
    return server.view();
  }

  @Override
  public Answer modify(String dn, List<Modification> modifications, boolean relaxed) throws TrekException {
    return patiently(() -> server.modify(dn, modifications, relaxed));
  }

  @Override
  public Answer add(Entry entry, boolean relaxed) throws TrekException {
    return patiently(() -> server.add(entry, relaxed));
  }

  @Override
  public Answer delete(String dn) throws TrekException {
    return patiently(() -> server.delete(dn));
  }

  @Override
  public Answer rename(String dn, String newRdn, boolean deleteOldRdn) throws TrekException {
    return patiently(() -> server.rename(dn, newRdn, deleteOldRdn));
  }

  @Override
  public void close() {
    server.close();
  }
}
