package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets one side write in a thread of its own while the other reads, as a shell's pipe does: constant memory, the faster waits for the slower. What
 * ends the writer badly ends the reader badly too, so that a part is never taken for the whole. One reader.
 */
public final class Pipe implements AutoCloseable {

  private static final int BLOCK = 1 << 17;
  private static final int AHEAD = 16;
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(AHEAD);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread writer;
  private final Reading reading = new Reading();
  private volatile boolean left;

  /** Writes everything. */
  @FunctionalInterface
  public interface Source {

    /** Writes all there is; the stream is closed for it. */
    void writeTo(OutputStream out) throws IOException, TrekException;
  }

  private Pipe(Source source) {
    writer = new Thread(() -> run(source), "pipe");
    writer.setDaemon(true);
  }

  /** Starts the writer. */
  public static Pipe from(Source source) {
    Pipe pipe = new Pipe(source);
    pipe.writer.start();
    return pipe;
  }

  private void run(Source source) {
    Writing out = new Writing();
    try {
      source.writeTo(out);
      out.flush();
    } catch (IOException | TrekException | RuntimeException | Error e) {
      failure.set(e);
    }
    try {
      put(END);
    } catch (IOException gone) {
      // Nobody reads any more.
    }
  }

  private void put(byte[] block) throws IOException {
    try {
      if (left) {
        throw new IOException("nobody reads any more");
      }
      blocks.put(block);
    } catch (InterruptedException e) {
      throw new IOException("nobody reads any more", e);
    }
  }

  /** Returns what is written. Its end is the writer's; where that failed, reading ends with {@link Broken}. */
  public InputStream in() {
    return reading;
  }

  /**
   * Waits for the writer's end, once everything was read.
   *
   * @throws TrekException what the writer was refused
   */
  public void finish() throws TrekException {
    reason().ifPresent(Pipe::unexpected);
    if (failure.get() instanceof TrekException refused) {
      throw refused;
    }
    if (failure.get() instanceof IOException e) {
      throw Broken.refusal(e).orElseGet(() -> TrekException.at("data").found("could not be handed on: " + e.getMessage()).because(e).next("start again"));
    }
  }

  private java.util.Optional<Throwable> reason() {
    return java.util.Optional.ofNullable(failure.get()).filter(each -> each instanceof RuntimeException || each instanceof Error);
  }

  private static void unexpected(Throwable bug) {
    if (bug instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) bug;
  }

  /** Returns what the writer was refused before anybody stopped reading; empty when it has not failed by itself. */
  public java.util.Optional<TrekException> refusal() {
    Throwable found = failure.get();
    return found instanceof TrekException refused ? java.util.Optional.of(refused) : found instanceof IOException e ? Broken.refusal(e) : java.util.Optional.empty();
  }

  /** Ends it, however far it came: the writer is stopped, and has come to rest when this returns. */
  @Override
  public void close() {
    left = true;
    writer.interrupt();
    blocks.clear();
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The writer failed. */
  public static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;

    private Broken(Throwable cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }

    /** Returns what was refused first, however many pipes it came through. */
    static java.util.Optional<TrekException> refusal(Throwable found) {
      Throwable at = found;
      while (at instanceof IOException && !Objects.isNull(at.getCause())) {
        at = at.getCause();
      }
      return at instanceof TrekException refused ? java.util.Optional.of(refused) : java.util.Optional.empty();
    }
  }

  /** The writer's end. */
  private final class Writing extends OutputStream {
    private byte[] block = new byte[BLOCK];
    private int filled;

    @Override
    public void write(int each) throws IOException {
      write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      for (int at = from; at < from + count; ) {
        int taken = Math.min(BLOCK - filled, from + count - at);
        System.arraycopy(bytes, at, block, filled, taken);
        filled += taken;
        at += taken;
        if (filled == BLOCK) {
          hand();
        }
      }
    }

    private void hand() throws IOException {
      put(filled == BLOCK ? block : Arrays.copyOf(block, filled));
      block = new byte[BLOCK];
      filled = 0;
    }

    @Override
    public void flush() throws IOException {
      if (filled > 0) {
        hand();
      }
    }
  }

  /** The reader's end. */
  private final class Reading extends BlockStream {
    private byte[] block = new byte[0];
    private int at;
    private boolean ended;

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      while (at == block.length && !ended) {
        next();
      }
      if (at == block.length) {
        return -1;
      }
      int taken = Math.min(count, block.length - at);
      System.arraycopy(block, at, bytes, from, taken);
      at += taken;
      return taken;
    }

    private void next() throws IOException {
      try {
        block = blocks.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      at = 0;
      ended = block == END;
      if (ended && failure.get() != null) {
        throw new Broken(failure.get());
      }
    }
  }
}
