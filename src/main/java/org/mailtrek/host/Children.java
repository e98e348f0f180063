package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs programs of this machine; no shell is between, and Ctrl-C in the terminal does not reach them.
 *
 * @param host the host's name, for messages
 * @param folder what acts as the host's root; {@code /} for this machine itself
 * @param limit how long a child may take
 * @param settings further variables of the environment, none of them secret
 * @param patience how long one that was told to end is waited for, and never killed; empty when it is killed at once
 */
public record Children(String host, Path folder, Duration limit, Map<String, String> settings, Optional<Duration> patience) implements Programs {

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int CHUNK = 1 << 16;

  /** Copies the settings. */
  public Children {
    settings = Map.copyOf(settings);
  }

  /** Returns children of this machine that may take ten minutes, without further settings. */
  public static Children of(String host) {
    return of(new Root(host, Path.of("/")));
  }

  /** Returns the same for a host whose root is a folder of this machine: its programs are this machine's. */
  static Children of(Root root) {
    return new Children(root.host(), root.folder(), Duration.ofMinutes(10), Map.of(), Optional.empty());
  }

  @Override
  public Children with(String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return new Children(host, folder, limit, more, patience);
  }

  @Override
  public Children within(Duration newLimit) {
    return new Children(host, folder, newLimit, settings, patience);
  }

  @Override
  public Children gently(Duration newPatience) {
    return new Children(host, folder, limit, settings, Optional.of(newPatience));
  }

  @Override
  public String word(HostPath path) throws TrekException {
    String word = new Root(host, folder).locate(path).toString();
    if (!java.util.Arrays.equals(RawPaths.bytes(Path.of(word)), word.getBytes(StandardCharsets.UTF_8)) || word.indexOf('\uFFFD') >= 0) {
      throw TrekException.at(host + ":" + path).found("the name is no UTF-8, and no argument of a program can hold it").next("rename it");
    }
    return word;
  }

  @Override
  public Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException {
    Process child = start(command);
    long end = System.nanoTime() + limit.toNanos();
    AtomicReference<IOException> lost = new AtomicReference<>();
    aside(() -> feed(child, input, lost));
    CompletableFuture<Void> out = CompletableFuture.runAsync(() -> copy(child, output), Children::aside);
    CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> drain(child.getErrorStream()), Children::aside);
    try {
      if (!child.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      out.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      String said = new String(err.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS), StandardCharsets.UTF_8);
      if (lost.get() != null) {
        throw new ExecutionException(lost.get());
      }
      return new Ended(child.exitValue(), new byte[0], said);
    } catch (TimeoutException late) {
      throw TrekException.at(host)
          .found(command.get(0) + " did not end within " + limit.toSeconds() + " s and " + end(child))
          .next("see what it waits for, then start again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(host).kind(TrekException.Kind.INTERRUPTED).found(command.get(0) + " was interrupted and " + end(child)).because(e).next("start again");
    } catch (ExecutionException e) {
      throw TrekException.at(host).found("the data of " + command.get(0) + " could not be handed on: " + e.getCause().getMessage() + "; it " + end(child)).because(e).next("start again");
    } finally {
      if (child.isAlive() && patience.isEmpty()) {
        end(child);
      }
    }
  }

  private Process start(List<String> command) throws TrekException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", PATH, "LC_ALL", "C.UTF-8", Orphans.MARK, Orphans.mark()));
    builder.environment().putAll(settings);
    builder.directory(new java.io.File("/"));
    try {
      return begun(builder.command(OwnSession.of(command, PATH)));
    } catch (IOException e) {
      throw TrekException.at(host).found(command.get(0) + " can't be started").because(e).next("install " + command.get(0) + " on " + host);
    }
  }

  /** Ctrl-C at the terminal can reach the helper of the JDK before the program has a session of its own: nothing was begun then, so it is begun again. */
  private static Process begun(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("spawn helper")) {
        throw e;
      }
      return builder.start();
    }
  }

  private static void aside(Runnable task) {
    Thread thread = new Thread(task, "child");
    thread.setDaemon(true);
    thread.start();
  }

  private static void feed(Process child, InputStream input, AtomicReference<IOException> lost) {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream in = child.getOutputStream()) {
      for (int read = next(input, chunk, lost); read >= 0; read = next(input, chunk, lost)) {
        in.write(chunk, 0, read);
        in.flush();
      }
    } catch (IOException closed) {
      // A child that ends without reading its input says why by its exit code, which the caller judges.
    }
  }

  /** Remembers a failure before the child can take what it has for all there is. */
  private static int next(InputStream input, byte[] chunk, AtomicReference<IOException> lost) {
    try {
      return input.read(chunk);
    } catch (IOException e) {
      lost.set(e);
      return -1;
    }
  }

  private static void copy(Process child, OutputStream output) {
    byte[] chunk = new byte[CHUNK];
    try (InputStream out = child.getInputStream()) {
      for (int read = read(out, chunk); read >= 0; read = read(out, chunk)) {
        output.write(chunk, 0, read);
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /** Reads on; what a killed child did not say can't be read, and the caller learns of the kill. */
  private static int read(InputStream out, byte[] chunk) {
    try {
      return out.read(chunk);
    } catch (IOException killed) {
      return -1;
    }
  }

  private static byte[] drain(InputStream stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    for (int read = read(stream, chunk); read >= 0; read = read(stream, chunk)) {
      all.write(chunk, 0, read);
    }
    return all.toByteArray();
  }

  /** Ends a child in the way that it bears, and says how; the thread's interrupt is kept. */
  private String end(Process child) {
    if (patience.isPresent()) {
      return asked(child, patience.get());
    }
    if (child.isAlive()) {
      child.descendants().forEach(ProcessHandle::destroyForcibly);
      child.destroyForcibly();
    }
    return "was killed";
  }

  private static String asked(Process child, Duration patience) {
    List<ProcessHandle> all = new ArrayList<>(child.descendants().toList());
    all.add(child.toHandle());
    boolean interrupted = Thread.interrupted();
    try {
      all.forEach(ProcessHandle::destroy);
      CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)).get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return Programs.ENDED;
    } catch (TimeoutException late) {
      Orphans.giveUp(all);
      return Programs.STILL;
    } catch (InterruptedException again) {
      interrupted = true;
      Orphans.giveUp(all);
      return Programs.STILL;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
