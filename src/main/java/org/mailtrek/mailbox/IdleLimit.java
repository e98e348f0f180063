package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mailtrek.host.BlockStream;

/**
 * Lets nobody hold a connection who says nothing: a single read or write of it that takes longer than the limit closes it, and fails. Time between them, in which
 * the other side waits for us, does not count. For sockets of files too, which know no time limit themselves.
 */
final class IdleLimit {

  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final SocketChannel channel;
  private final long millis;

  /** Limits a channel in blocking mode. */
  IdleLimit(SocketChannel channel, Duration limit) {
    this.channel = channel;
    this.millis = limit.toMillis();
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, work -> {
      Thread thread = new Thread(work, "mailbox-idle");
      thread.setDaemon(true);
      return thread;
    });
    made.setRemoveOnCancelPolicy(true);
    return made;
  }

  private Future<?> begin() {
    return CLOCK.schedule(() -> {
      channel.close();
      return null;
    }, millis, TimeUnit.MILLISECONDS);
  }

  /** Returns what the other side says. */
  InputStream in() {
    InputStream bare = Channels.newInputStream(channel);
    return new BlockStream() {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        Future<?> end = begin();
        try {
          return bare.read(bytes, offset, length);
        } finally {
          end.cancel(false);
        }
      }
    };
  }

  /** Returns what takes what is said to the other side. */
  OutputStream out() {
    OutputStream bare = Channels.newOutputStream(channel);
    return new OutputStream() {
      @Override
      public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        Future<?> end = begin();
        try {
          bare.write(bytes, offset, length);
        } finally {
          end.cancel(false);
        }
      }
    };
  }
}
