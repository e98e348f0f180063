package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stands between a program and a server of the loopback, and cuts so many connections, each after so many bytes of the server's. */
final class CutProxy implements AutoCloseable {

  private final ServerSocket door;
  private final int to;
  private final int bytes;
  private final AtomicInteger cuts;
  private final UnaryOperator<String> said;

  CutProxy(int to, int bytes, int cuts) throws IOException {
    this(to, bytes, cuts, each -> each);
  }

  /** Cuts nothing, and hands on what the server says as {@code said} makes it; that gets whole answers where they are short. */
  static CutProxy changing(int to, UnaryOperator<String> said) throws IOException {
    return new CutProxy(to, Integer.MAX_VALUE, 0, said);
  }

  private CutProxy(int to, int bytes, int cuts, UnaryOperator<String> said) throws IOException {
    this.said = said;
    this.door = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    this.to = to;
    this.bytes = bytes;
    this.cuts = new AtomicInteger(cuts);
    daemon(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Returns how many connections are still to be cut. */
  int left() {
    return cuts.get();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (IOException gone) {
        // one of the sides is
      }
    }, "cut-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
      daemon(() -> pass(client, server, Integer.MAX_VALUE, each -> each));
      daemon(() -> pass(server, client, cuts.get() > 0 ? bytes : Integer.MAX_VALUE, said));
    }
  }

  private void pass(Socket from, Socket into, int most, UnaryOperator<String> words) throws IOException {
    try (from; into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      int left = most;
      while (left > 0) {
        int got = in.read(buffer, 0, Math.min(buffer.length, left));
        if (got < 0) {
          return;
        }
        out.write(words.apply(new String(buffer, 0, got, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1));
        left -= got;
      }
      cuts.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
