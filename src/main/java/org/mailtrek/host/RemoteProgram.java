package org.mailtrek.host;

import com.jcraft.jsch.ChannelExec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** A program of another machine, while it runs. */
final class RemoteProgram {

  private static final int CHUNK = 1 << 16;

  private final ChannelExec channel;
  private final OutputStream in;
  private final Object lock;
  private final Streamed out;
  private final Streamed err;

  RemoteProgram(ChannelExec channel, OutputStream in, Object lock, Streamed out, Streamed err) {
    this.channel = channel;
    this.in = in;
    this.lock = lock;
    this.out = out;
    this.err = err;
  }

  /**
   * Feeds the program, hands its output on, and waits for its end. What it left behind may hold its output for ever, and is not waited for.
   *
   * @throws LostException when the connection breaks before all output is here and its end is known
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
    try {
      while (out.words().isEmpty() || err.words().isEmpty()) {
        output.write(next(said));
        if (broken.get() != null) {
          throw broken.get();
        } else if (System.nanoTime() > end) {
          throw new TimeoutException();
        }
      }
    } finally {
      synchronized (lock) {
        out.close();
        err.close();
      }
    }
    if (broken.get() != null) {
      throw broken.get();
    }
    return new Programs.Ended(Integer.parseInt(out.words().get()), new byte[0], said.toString(StandardCharsets.UTF_8));
  }

  /** Waits a moment for output, and takes it. */
  private byte[] next(ByteArrayOutputStream said) throws LostException, InterruptedException, IOException {
    synchronized (lock) {
      if (out.empty() && err.empty()) {
        if (channel.isClosed()) {
          throw new LostException("the connection broke");
        }
        lock.wait(100);
      }
      said.writeBytes(err.take());
      return out.take();
    }
  }

  private void feed(InputStream input, AtomicReference<IOException> broken) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int read = read(input, chunk, broken); read >= 0; read = read(input, chunk, broken)) {
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
  private static int read(InputStream input, byte[] chunk, AtomicReference<IOException> broken) {
    try {
      return input.read(chunk);
    } catch (IOException e) {
      broken.set(e);
      return -1;
    }
  }
}
