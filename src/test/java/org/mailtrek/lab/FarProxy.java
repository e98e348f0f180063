package org.mailtrek.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Makes a server on 127.0.0.1 far away: bytes arrive half of the added round trip later, each way, and the line can be cut. */
public final class FarProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final InetSocketAddress server;
  private final long delay;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private volatile long cutAfter = Long.MAX_VALUE;
  private volatile boolean silent;

  /** Listens before a server on 127.0.0.1, and adds this much to each round trip. */
  public FarProxy(int server, Duration roundTrip) {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), server), roundTrip);
  }

  /** Listens before a server. */
  public FarProxy(InetSocketAddress server, Duration roundTrip) {
    this.server = server;
    this.delay = roundTrip.toNanos() / 2;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** Returns the port to connect to. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Cuts the line now; new connections are let through. */
  public void cut() {
    cutAfter = Long.MAX_VALUE;
    for (Socket each : open) {
      close(each);
    }
    open.clear();
  }

  /** Cuts the line when so many further bytes have gone to the server: what comes after them is lost. */
  public void cutAfter(long bytes) {
    cutAfter = sent.get() + bytes;
  }

  /** Returns how many bytes have gone to the server. */
  public long sent() {
    return sent.get();
  }

  /** From now on bytes vanish without a word, as when a cable is pulled; {@code false} lets new connections through again. */
  public void silent(boolean now) {
    silent = now;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket far = new Socket(server.getAddress(), server.getPort());
        client.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.addAll(List.of(client, far));
        pump(client, far, true);
        pump(far, client, false);
      } catch (IOException closed) {
        // The next one is accepted, if we still listen.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    BlockingQueue<Packet> queue = new LinkedBlockingQueue<>();
    daemon(() -> {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = from.getInputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          queue.add(new Packet(java.util.Arrays.copyOf(buffer, read), System.nanoTime() + delay));
        }
      } catch (IOException cut) {
        // Told to the other side below.
      }
      queue.add(new Packet(new byte[0], System.nanoTime() + delay));
    });
    daemon(() -> deliver(queue, to, counted));
  }

  private void deliver(BlockingQueue<Packet> queue, Socket to, boolean counted) {
    try (OutputStream out = to.getOutputStream()) {
      for (Packet each = queue.take(); each.bytes.length > 0; each = queue.take()) {
        long wait = each.due - System.nanoTime();
        if (wait > 0) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        if (silent) {
          continue;
        }
        int length = each.bytes.length;
        if (counted && sent.get() + length >= cutAfter) {
          out.write(each.bytes, 0, (int) Math.max(0, cutAfter - sent.get()));
          out.flush();
          cut();
          return;
        }
        out.write(each.bytes);
        out.flush();
        if (counted) {
          sent.addAndGet(length);
        }
      }
    } catch (IOException | InterruptedException cut) {
      close(to);
    }
  }

  private record Packet(byte[] bytes, long due) {}

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "far");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
