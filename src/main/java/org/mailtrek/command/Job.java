package org.mailtrek.command;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;

/** A line that is carried out behind the prompt. Keeps the last megabyte of what it says. Safe for several threads. */
public final class Job {

  private static final int KEPT = 1 << 20;

  private final int number;
  private final String line;
  private final Instant begun;
  private final Runnable stop;
  private byte[] said = new byte[0];
  private long dropped;
  private OptionalInt exit = OptionalInt.empty();

  Job(int number, String line, Instant begun, Runnable stop) {
    this.number = number;
    this.line = line;
    this.begun = begun;
    this.stop = stop;
  }

  /** Returns its number, from 1. */
  public int number() {
    return number;
  }

  /** Returns what was typed. */
  public String line() {
    return line;
  }

  Instant begun() {
    return begun;
  }

  /** Asks it to stop: at once where it reads, behind the step at hand where it writes. */
  public void stop() {
    if (runs()) {
      stop.run();
    }
  }

  /** Returns where it writes what it says. */
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        heard(Arrays.copyOfRange(bytes, from, from + length));
      }
    };
  }

  private synchronized void heard(byte[] more) {
    if (exit.isPresent()) {
      return;
    }
    byte[] all = Arrays.copyOf(said, said.length + more.length);
    System.arraycopy(more, 0, all, said.length, more.length);
    int over = Math.max(0, all.length - KEPT);
    dropped += over;
    said = over == 0 ? all : Arrays.copyOfRange(all, over, all.length);
    notifyAll();
  }

  /** Says that it has ended, and how; what it still says is not heard. Returns false where that was known. */
  public synchronized boolean end(int code) {
    boolean first = exit.isEmpty();
    exit = first ? OptionalInt.of(code) : exit;
    notifyAll();
    return first;
  }

  /** Returns whether it still runs. */
  public synchronized boolean runs() {
    return exit.isEmpty();
  }

  /** Returns how it stands: {@code runs}, or how it ended. */
  public synchronized String state() {
    return exit.isEmpty() ? "runs" : exit.getAsInt() == 0 ? "done" : "ended with " + exit.getAsInt();
  }

  synchronized OptionalInt exit() {
    return exit;
  }

  /** Waits for its end. */
  public synchronized void await() throws InterruptedException {
    while (exit.isEmpty()) {
      wait();
    }
  }

  /** Waits for what it says behind a place, and returns it; nothing at its end. */
  synchronized String more(long from) throws InterruptedException {
    while (dropped + said.length <= from && exit.isEmpty()) {
      wait();
    }
    int start = (int) Math.max(0, from - dropped);
    return start >= said.length ? "" : new String(said, start, said.length - start, StandardCharsets.UTF_8);
  }
}
