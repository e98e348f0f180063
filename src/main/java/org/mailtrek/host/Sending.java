package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Sends to a socket what a session brings, by a thread of its own: the one that reads for all channels of the session never waits for it. */
final class Sending extends OutputStream {

  private static final int MEMORY = 8 << 20;

  private final Socket socket;
  private final Overflow waiting = new Overflow(MEMORY);
  private boolean over;

  Sending(Socket socket) {
    this.socket = socket;
    Thread thread = new Thread(this::send, "tunnel");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (!over) {
      waiting.write(bytes, offset, length);
      notifyAll();
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
  }

  private void send() {
    try (Socket to = socket) {
      for (byte[] next = next(); next.length > 0; next = next()) {
        to.getOutputStream().write(next);
        to.getOutputStream().flush();
      }
    } catch (IOException gone) {
      close(); // the other side has hung up; the channel learns of it by its input
    } finally {
      forget();
    }
  }

  private synchronized byte[] next() throws IOException {
    while (waiting.empty() && !over) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new byte[0];
      }
    }
    return waiting.take();
  }

  private synchronized void forget() {
    try {
      waiting.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
