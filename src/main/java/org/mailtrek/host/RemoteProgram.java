package org.mailtrek.host;

import com.jcraft.jsch.ChannelExec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** A program of another machine, while it runs. */
final class RemoteProgram {

  private static final int CHUNK = 1 << 16;

  /** A daemon that the program has left behind may hold its output for ever: so long it is waited for after the program's own end. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Map<String, Integer> SIGNALS =
      Map.of("HUP", 1, "INT", 2, "QUIT", 3, "ILL", 4, "ABRT", 6, "KILL", 9, "SEGV", 11, "PIPE", 13, "ALRM", 14, "TERM", 15);

  private final ChannelExec channel;
  private final OutputStream in;
  private final Object lock;
  private final Heard out;
  private final Heard err;

  RemoteProgram(ChannelExec channel, OutputStream in, Object lock, Heard out, Heard err) {
    this.channel = channel;
    this.in = in;
    this.lock = lock;
    this.out = out;
    this.err = err;
  }

  /**
   * Feeds the program, hands its output on, and waits for its end.
   *
   * @throws LostException when the connection breaks
   * @throws TimeoutException when it does not end in time
   * @throws InterruptedException when the thread is interrupted
   * @throws IOException when the input can't be read, or the output can't be handed on
   */
  Programs.Ended follow(InputStream input, OutputStream output, Duration limit)
      throws LostException, TimeoutException, InterruptedException, IOException {
    AtomicReference<IOException> broken = new AtomicReference<>();
    Thread feeder = new Thread(() -> feed(input, broken), "remote input");
    feeder.setDaemon(true);
    feeder.start();
    long end = System.nanoTime() + limit.toNanos();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    long silentSince = System.nanoTime();
    while (true) {
      byte[] chunk;
      synchronized (lock) {
        if (out.empty() && err.empty() && !channel.isClosed()) {
          lock.wait(ending() ? 5 : 100);
        }
        said.writeBytes(err.take());
        chunk = out.take();
      }
      if (chunk.length > 0) {
        output.write(chunk);
        silentSince = System.nanoTime();
      } else if (channel.isClosed() && out.empty() && err.empty() || ended() && System.nanoTime() - silentSince > GRACE.toNanos()) {
        break;
      }
      if (broken.get() != null) {
        throw broken.get();
      } else if (System.nanoTime() > end) {
        throw new TimeoutException();
      }
    }
    if (broken.get() != null) {
      throw broken.get();
    }
    return new Programs.Ended(code(), new byte[0], said.toString(StandardCharsets.UTF_8));
  }

  private boolean ended() {
    return channel.getExitStatus() >= 0;
  }

  private boolean ending() {
    return ended() || out.over();
  }

  private int code() throws LostException {
    if (ended()) {
      return channel.getExitStatus();
    }
    String signal = channel.getExitSignal();
    if (signal == null || signal.isEmpty()) {
      throw new LostException("the connection broke");
    }
    return 128 + SIGNALS.getOrDefault(signal, 0);
  }

  private void feed(InputStream input, AtomicReference<IOException> broken) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int read = next(input, chunk, broken); read >= 0; read = next(input, chunk, broken)) {
        in.write(chunk, 0, read);
        in.flush();
      }
      if (broken.get() == null) {
        in.close();
      }
    } catch (IOException closed) {
      // A program that ends without reading its input says why by its exit code, which the caller judges.
    }
  }

  /** Remembers a failure; the program never learns of an end then, and is killed. */
  private static int next(InputStream input, byte[] chunk, AtomicReference<IOException> broken) {
    try {
      return input.read(chunk);
    } catch (IOException e) {
      broken.set(e);
      return -1;
    }
  }
}
