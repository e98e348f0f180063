package org.mailtrek.host;

import com.jcraft.jsch.ChannelExec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A shell on a machine that answers requests, one at a time, in one round trip each ({@code worker.sh}). Used by one thread at a time. After a
 * failure it is of no more use.
 */
final class ShellWorker {

  private final ChannelExec channel;
  private final OutputStream in;
  private final Object lock;
  private final Heard out;
  private final Heard err;
  private final String mark;
  private int group;

  ShellWorker(ChannelExec channel, OutputStream in, Object lock, Heard out, Heard err, String mark) {
    this.channel = channel;
    this.in = in;
    this.lock = lock;
    this.out = out;
    this.err = err;
    this.mark = mark;
  }

  /** Waits for the first words of the shell, which name its process group. */
  void greet(Duration limit) throws LostException, TrekException {
    if (!await(limit, () -> out.complete())) {
      throw new LostException("the shell does not answer");
    }
    synchronized (lock) {
      group = Integer.parseInt(out.words());
      out.reply();
      err.take();
    }
  }

  /** Returns the group of all processes that serve this worker. */
  int group() {
    return group;
  }

  /** Returns whether it could answer, as far as we know. */
  boolean alive() {
    synchronized (lock) {
      return channel.isConnected() && !channel.isClosed() && !out.over();
    }
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param kind {@code q}, {@code p} or {@code m}, as {@code worker.sh} has them
   * @param input bytes for the script; none unless the kind is {@code p}
   * @throws LostException when the connection breaks, or the time is up
   * @throws TrekException of kind {@code INTERRUPTED} when the thread is interrupted; it stays so
   */
  Reply ask(char kind, byte[] script, byte[] input, Duration limit) throws LostException, TrekException {
    synchronized (lock) {
      out.take();
      err.take();
    }
    byte[] extra = kind == 'p' ? encoded(input) : new byte[0];
    send(frame(kind, script, Integer.toString(extra.length), extra));
    if (!await(limit, () -> out.complete() && err.complete())) {
      throw new LostException("no answer within " + limit.toSeconds() + " s");
    }
    synchronized (lock) {
      int code = Integer.parseInt(out.words());
      return new Reply(code, out.reply(), new String(err.reply(), StandardCharsets.UTF_8));
    }
  }

  /** Lets a program have the rest of the shell's input. It is of no more use then. Where an owner is named, he can't become sole writer meanwhile. */
  RemoteProgram run(byte[] script, Optional<String> owner) throws LostException {
    RemoteProgram program = new RemoteProgram(channel, in, lock, out.stream(), err.stream());
    send(frame(owner.isPresent() ? 'w' : 'x', script, owner.orElse("0"), new byte[0]));
    return program;
  }

  /** Sends a line that must not be seen. */
  void say(Secret line) throws LostException {
    boolean sent = line.use(bytes -> {
      try {
        in.write(bytes);
        in.write('\n');
        in.flush();
        return true;
      } catch (IOException e) {
        return false;
      }
    });
    if (!sent) {
      throw new LostException("the connection broke");
    }
  }

  private void send(byte[] bytes) throws LostException {
    try {
      in.write(bytes);
      in.flush();
    } catch (IOException e) {
      throw new LostException(String.valueOf(e.getMessage()));
    }
  }

  private byte[] frame(char kind, byte[] script, String extra, byte[] behind) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(script.length + behind.length + 80);
    frame.writeBytes((kind + " " + (script.length + mark.length()) + " " + extra + "\n").getBytes(StandardCharsets.US_ASCII));
    frame.writeBytes(script);
    frame.writeBytes(mark.getBytes(StandardCharsets.US_ASCII));
    frame.writeBytes(behind);
    return frame.toByteArray();
  }

  private byte[] encoded(byte[] input) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream(input.length * 4 / 3 + 80);
    encoded.writeBytes(Base64.getEncoder().encode(input));
    encoded.writeBytes(mark.getBytes(StandardCharsets.US_ASCII));
    return encoded.toByteArray();
  }

  /**
   * Waits until something was heard; false when the time is up.
   *
   * @throws LostException when the channel ends before
   */
  boolean await(Duration limit, BooleanSupplier heard) throws LostException, TrekException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!heard.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (out.over() || channel.isClosed() || !channel.isConnected()) {
          throw new LostException("the connection broke");
        } else if (left <= 0) {
          return false;
        }
        try {
          lock.wait(Math.min(left, 1000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw TrekException.at("").kind(TrekException.Kind.INTERRUPTED).found("interrupted").because(e).next("start again");
        }
      }
      return true;
    }
  }

  /** Ends the channel. The shell ends when it next looks for a request. */
  void close() {
    channel.disconnect();
  }

  /**
   * An answer.
   *
   * @param code the exit code of the script
   * @param out what it wrote
   * @param err its errors
   */
  record Reply(int code, byte[] out, String err) {}
}
