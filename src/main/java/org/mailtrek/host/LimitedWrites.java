package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Writes to a socket, which knows no limit of time for that itself: a write that takes too long closes it, and fails. */
final class LimitedWrites extends OutputStream {

  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Socket socket;
  private final OutputStream out;
  private final long millis;

  LimitedWrites(OutputStream out, Socket socket, Duration limit) {
    this.out = out;
    this.socket = socket;
    this.millis = limit.toMillis();
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, work -> {
      Thread thread = new Thread(work, "write-limit");
      thread.setDaemon(true);
      return thread;
    });
    made.setRemoveOnCancelPolicy(true);
    return made;
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Future<?> end = CLOCK.schedule(() -> {
      socket.close();
      return null;
    }, millis, TimeUnit.MILLISECONDS);
    try {
      out.write(bytes, offset, length);
    } finally {
      end.cancel(false);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
