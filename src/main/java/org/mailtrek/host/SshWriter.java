package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The one shell that writes to a machine. It holds a lock there (flock(1)) under the name of its owner, an estate: a shell that lost its master,
 * with whatever it was still doing, is ended before its successor begins. So the dead don't write behind the back of a recovery.
 */
final class SshWriter {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SshLink link;
  private final Seen seen;
  private Optional<ShellWorker> writer = Optional.empty();

  SshWriter(SshLink link, Seen seen) {
    this.link = link;
    this.seen = seen;
  }

  /**
   * Asks the writer.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the connection broke: whether it was done is not known then
   */
  synchronized ShellWorker.Reply ask(char kind, byte[] script, byte[] input, Duration limit) throws TrekException {
    ShellWorker worker = ready();
    boolean answered = false;
    try {
      link.trips().count(1);
      ShellWorker.Reply reply = worker.ask(kind, script, input, limit);
      answered = true;
      return reply;
    } catch (LostException e) {
      throw link.lost(e);
    } finally {
      seen.forget();
      if (!answered) {
        writer = Optional.empty();
        link.kill(worker);
      }
    }
  }

  private ShellWorker ready() throws TrekException {
    if (writer.isPresent() && writer.get().alive()) {
      return writer.get();
    }
    writer.ifPresent(link::drop);
    writer = Optional.empty();
    ShellWorker worker = link.borrow();
    boolean sole = false;
    try {
      link.trips().count(1);
      ShellWorker.Reply reply = worker.ask('m', ("sole " + link.target().owner()).getBytes(StandardCharsets.US_ASCII), new byte[0], PATIENCE);
      if (reply.code() != 0) {
        throw SaidError.at(link.target().name(), reply.err());
      }
      sole = true;
      writer = Optional.of(worker);
      return worker;
    } catch (LostException e) {
      throw link.lost(e);
    } finally {
      if (!sole) {
        link.kill(worker);
      }
    }
  }
}
