package org.mailtrek.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.mailtrek.host.TrekException;

/**
 * Feeds a parser with inputs made out of samples, and fails for what it may never do: throw anything but a {@code TrekException}, work for seconds, or take
 * memory out of all proportion. The same seed gives the same inputs, and the tests always take the same; {@code scripts/fuzz} takes another each time. How
 * many: system property {@code mailtrek.fuzz.inputs}, and for how long each parser at most, {@code mailtrek.fuzz.seconds}; {@code scripts/fuzz} gives millions,
 * and then says of each parser how many it had, how fast, and that the heap is as before. What fails is made smaller before it is told.
 */
public final class Fuzzing {

  private static final long INPUTS = Long.getLong("mailtrek.fuzz.inputs", 400);
  private static final long SEED = Long.getLong("mailtrek.fuzz.seed", 1);
  private static final long MOST_NANOS = Long.getLong("mailtrek.fuzz.seconds", Long.MAX_VALUE / 1_000_000_000L) * 1_000_000_000L;
  private static final long TOLD = 10_000;
  private static final long GROWTH = 24L << 20;
  private static final long NANOS = 2_000_000_000L;
  private static final long NANOS_EACH_BYTE = 100_000;
  private static final long BYTES = 64L << 20;
  private static final long BYTES_EACH_BYTE = 4_000;
  private static final long STANDSTILL_MILLIS = 60_000;
  private static final int SMALLER_TRIES = 400;

  private final String name;
  private final List<byte[]> samples;
  private final List<String> words;
  private final int share;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Fuzzing(String name, List<byte[]> samples, List<String> words, int share) {
    this.name = name;
    this.samples = samples;
    this.words = words;
    this.share = share;
  }

  /** Begins with samples that the parser reads. */
  public static Fuzzing of(String name, String... samples) {
    List<byte[]> bytes = new ArrayList<>();
    for (String each : samples) {
      bytes.add(each.getBytes(StandardCharsets.UTF_8));
    }
    return new Fuzzing(name, bytes, List.of(), 1);
  }

  /** Adds a sample in bytes. */
  public Fuzzing and(byte[] sample) {
    List<byte[]> more = new ArrayList<>(samples);
    more.add(sample);
    return new Fuzzing(name, more, words, share);
  }

  /** Adds words of the language, which are put in here and there. */
  public Fuzzing words(String... more) {
    return new Fuzzing(name, samples, List.of(more), share);
  }

  /** Feeds only one in so many inputs, for what takes long. */
  public Fuzzing some(int oneIn) {
    return new Fuzzing(name, samples, words, oneIn);
  }

  /** Feeds a parser; its samples first, which it must read. */
  public void feed(Parser parser) throws InterruptedException {
    AtomicLong count = new AtomicLong();
    List<AssertionError> found = new ArrayList<>();
    byte[][] current = {new byte[0]};
    Thread worker = new Thread(() -> {
      try {
        all(parser, count, current);
      } catch (AssertionError e) {
        found.add(e);
      }
    }, "fuzzing " + name);
    worker.setDaemon(true);
    worker.start();
    long seen = -1;
    while (worker.isAlive() && count.get() != seen) {
      seen = count.get();
      worker.join(STANDSTILL_MILLIS);
    }
    if (worker.isAlive()) {
      throw new AssertionError(words("does not come to an end", current[0]));
    }
    if (!found.isEmpty()) {
      throw found.get(0);
    }
  }

  private void all(Parser parser, AtomicLong count, byte[][] current) {
    for (byte[] each : samples) {
      if (!read(parser, each)) {
        throw new AssertionError(words("a sample is refused", each));
      }
    }
    Mutation mutation = new Mutation(new Random(SEED), samples, words);
    long began = System.nanoTime();
    long heap = INPUTS < TOLD ? 0 : used();
    for (long i = 0; i < INPUTS / share && System.nanoTime() - began < MOST_NANOS; i++) {
      byte[] input = mutation.next();
      current[0] = input;
      if (read(parser, input)) {
        mutation.keep(input);
      }
      count.incrementAndGet();
    }
    if (INPUTS >= TOLD) {
      tell(count.get(), (System.nanoTime() - began) / 1e9, used() - heap - mutation.bytes());
    }
  }

  /** Returns what lives on the heap, in bytes. */
  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void tell(long inputs, double seconds, long growth) {
    System.out.printf(Locale.ROOT, "fed %s: %d inputs in %.1f s, %.0f each second, heap %+d kB%n", name, inputs, seconds, inputs / seconds, growth >> 10);
    if (growth > GROWTH) {
      throw new AssertionError(name + " keeps " + growth + " bytes on the heap after " + inputs + " inputs");
    }
  }

  /** Returns whether an input is read to its end. */
  private boolean read(Parser parser, byte[] input) {
    Outcome outcome = outcome(parser, input);
    if (outcome.wrong().isEmpty()) {
      return outcome.taken();
    }
    byte[] small = smaller(parser, input, outcome.wrong().get());
    AssertionError error = new AssertionError(words(outcome.wrong().get(), small));
    outcome(parser, small).cause().or(outcome::cause).ifPresent(error::initCause);
    throw error;
  }

  private record Outcome(boolean taken, Optional<String> wrong, Optional<Throwable> cause) {}

  private Outcome outcome(Parser parser, byte[] input) {
    long time = threads.getCurrentThreadCpuTime();
    long memory = threads.getCurrentThreadAllocatedBytes();
    boolean taken = false;
    try {
      parser.parse(input.clone());
      taken = true;
    } catch (TrekException e) {
      if (e.getMessage() == null || e.getMessage().isBlank()) {
        return new Outcome(false, Optional.of("is refused without a word"), Optional.of(e));
      }
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      return new Outcome(false, Optional.of("ends in " + e.getClass().getName()), Optional.of(e));
    }
    if (threads.getCurrentThreadCpuTime() - time > NANOS + NANOS_EACH_BYTE * input.length) {
      return new Outcome(taken, Optional.of("takes seconds"), Optional.empty());
    }
    if (threads.getCurrentThreadAllocatedBytes() - memory > BYTES + BYTES_EACH_BYTE * input.length) {
      return new Outcome(taken, Optional.of("takes much memory"), Optional.empty());
    }
    return new Outcome(taken, Optional.empty(), Optional.empty());
  }

  /** Returns a smaller input that fails in the same way. */
  private byte[] smaller(Parser parser, byte[] input, String wrong) {
    byte[] small = input;
    int tries = 0;
    for (int length = Math.max(1, input.length / 2); length > 0 && tries < SMALLER_TRIES; length /= 2) {
      for (int at = 0; at + length <= small.length && tries < SMALLER_TRIES; tries++) {
        byte[] without = Mutation.put(small, at, at + length, new byte[0]);
        if (outcome(parser, without).wrong().equals(Optional.of(wrong))) {
          small = without;
        } else {
          at += length;
        }
      }
    }
    return small;
  }

  private String words(String wrong, byte[] input) {
    String shown = new String(Arrays.copyOf(input, Math.min(input.length, 400)), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    return name + " " + wrong + " for " + input.length + " bytes (-Dmailtrek.fuzz.seed=" + SEED + "): " + shown + "\n" + Base64.getEncoder().encodeToString(input);
  }
}
