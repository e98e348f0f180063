package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of this machine: argument lists only, never a shell; an environment of a path and a charset and nothing else, so that no
 * secret of ours reaches them; and a time limit, after which the child and its children are killed. Safe for several threads.
 *
 * @param host the host's name, for messages
 * @param limit how long a child may take
 * @param settings further variables of the environment, none of them secret
 */
public record Children(String host, Duration limit, Map<String, String> settings) {

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Copies the settings. */
  public Children {
    settings = Map.copyOf(settings);
  }

  /** Returns children that may take ten minutes, without further settings. */
  public static Children of(String host) {
    return new Children(host, Duration.ofMinutes(10), Map.of());
  }

  /** Returns the same with one more variable, which must not be secret. */
  public Children with(String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(settings);
    more.put(name, value);
    return new Children(host, limit, more);
  }

  /** Returns the same with another time limit. */
  public Children within(Duration newLimit) {
    return new Children(host, newLimit, settings);
  }

  /**
   * Runs a program, hands it {@code input} as its standard input, and waits for its end.
   *
   * @throws TrekException when it can't be started, or does not end in time; what it had done by then stays
   */
  public Ended run(byte[] input, List<String> command) throws TrekException {
    Process child = start(command);
    CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> drain(child.getInputStream()), Children::aside);
    CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> drain(child.getErrorStream()), Children::aside);
    try {
      feed(child, input);
      if (!child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        end(child);
        throw TrekException.at(host)
            .found(command.get(0) + " did not end within " + limit.toSeconds() + " s and was killed")
            .next("see what it waits for, then start again");
      }
      return new Ended(child.exitValue(), out.get(), new String(err.get(), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      end(child);
      Thread.currentThread().interrupt();
      throw TrekException.at(host).kind(TrekException.Kind.INTERRUPTED).found(command.get(0) + " was interrupted").because(e).next("start again");
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading a child's output", e);
    }
  }

  /** As {@link #run(byte[], List)} with an empty standard input. */
  public Ended run(String... command) throws TrekException {
    return run(new byte[0], List.of(command));
  }

  private Process start(List<String> command) throws TrekException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", PATH, "LC_ALL", "C.UTF-8"));
    builder.environment().putAll(settings);
    builder.directory(new java.io.File("/"));
    try {
      return builder.start();
    } catch (IOException e) {
      throw TrekException.at(host).found(command.get(0) + " can't be started").because(e).next("install " + command.get(0) + " on " + host);
    }
  }

  private static void aside(Runnable task) {
    Thread reader = new Thread(task, "child output");
    reader.setDaemon(true);
    reader.start();
  }

  private static void feed(Process child, byte[] input) {
    try (OutputStream in = child.getOutputStream()) {
      in.write(input);
    } catch (IOException closed) {
      // A child that ends without reading its input says why by its exit code, which the caller judges.
    }
  }

  private static byte[] drain(InputStream stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (stream) {
      stream.transferTo(all);
    } catch (IOException killed) {
      // What a killed child did not say can't be read; the caller learns of the kill.
    }
    return all.toByteArray();
  }

  private static void end(Process child) {
    child.descendants().forEach(ProcessHandle::destroyForcibly);
    child.destroyForcibly();
  }

  /**
   * How a child ended.
   *
   * @param code its exit code; above 128 when a signal ended it
   * @param out its standard output
   * @param err its standard error
   */
  public record Ended(int code, byte[] out, String err) {

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
