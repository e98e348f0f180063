package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Runs programs of a machine, this one or another: argument lists only; an environment of a path and a charset, besides what {@link #with} adds and,
 * on this machine, a mark by which {@link Orphans} knows them, so that no secret of ours reaches them; and a time limit. At the limit, and when the calling thread is interrupted, the program and what it
 * has started are killed, on the machine where they run. Names that are no UTF-8 travel on standard input ({@code xargs -0}). Safe for
 * several threads.
 */
public interface Programs {

  /** What is said of one that was told to end, and did. */
  String ENDED = "ended when it was told to (SIGTERM)";

  /** What is said of one that was told to end, and did not. */
  String STILL = "still runs, though it was told to end (SIGTERM); wait for its end, and never kill it";

  /** Returns the host's name, for messages. */
  String host();

  /** Returns the same with one more variable in the environment, which must not be secret. */
  Programs with(String name, String value);

  /** Returns the same with another time limit for each run; ten minutes unless said otherwise. */
  Programs within(Duration limit);

  /**
   * Returns the same for programs that must never be killed, since a kill leaves their locks behind (SIGKILL): at the limit, and when the calling
   * thread is interrupted, they are told to end (SIGTERM) and waited for. One that is still there after {@code patience} goes on, and the failure
   * says so. Where programs run inside this process, nothing is killed anyway.
   */
  default Programs gently(Duration patience) {
    return this;
  }

  /** Returns the same for programs that change nothing, so that what was seen of the machine stays true. */
  default Programs looking() {
    return this;
  }

  /**
   * Says which programs will be run next, none of which changes anything or reads its input, so that a machine far away that remembers what it said
   * ({@link Host#remember}) is asked for all of them at once. Costs nothing elsewhere.
   *
   * @throws TrekException when the machine can't be asked
   */
  default void ahead(Collection<List<String>> commands) throws TrekException {}

  /**
   * As {@link #ahead(Collection)}, where one program says by itself what all of them would.
   *
   * @param whole the program to run
   * @param apart makes of its end those of the others, in their order; of as many as it tells
   * @throws TrekException when the machine can't be asked
   */
  default void ahead(List<List<String>> commands, List<String> whole, Function<Ended, List<Ended>> apart) throws TrekException {}

  /**
   * Returns the argument by which a program names a path of the host. It differs from the path where a folder acts as the host's root.
   *
   * @throws TrekException when its name is no UTF-8, or a link on the way can't be read
   */
  String word(HostPath path) throws TrekException;

  /**
   * Runs a program, feeds it {@code input} until that ends, hands its standard output to {@code output} as it comes, and waits for its end.
   * Neither stream is closed. A program that ends without reading all its input is no failure; {@link Ended#out} is empty.
   *
   * @throws TrekException when it can't be started, does not end in time, is interrupted, when the machine is lost, or when {@code output}
   *     refuses; what it had done by then stays
   */
  Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException;

  /** As {@link #stream}, with input and output in memory. */
  default Ended run(byte[] input, List<String> command) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Ended ended = stream(new ByteArrayInputStream(input), out, command);
    return new Ended(ended.code, out.toByteArray(), ended.err);
  }

  /** As {@link #run(byte[], List)} with an empty standard input. */
  default Ended run(String... command) throws TrekException {
    return run(new byte[0], List.of(command));
  }

  /**
   * How a program ended.
   *
   * @param code its exit code; above 128 when a signal ended it, 127 when a remote machine has no such program
   * @param out its standard output
   * @param err its standard error
   */
  record Ended(int code, byte[] out, String err) {

    /** Returns whether it said that all went well. */
    public boolean ok() {
      return code == 0;
    }

    /** Returns the standard output as text. */
    public String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    /** Returns the last lines it said, for a message. */
    public String lastWords() {
      List<String> lines = (err.isBlank() ? text() : err).strip().lines().toList();
      return String.join("; ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
  }
}
