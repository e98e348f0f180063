package org.mailtrek.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes mail by LMTP (RFC 2033) as a delivery agent does, and keeps it. */
public final class LmtpReceiver implements AutoCloseable {

  private final ServerSocket server;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private volatile String toRecipient = "250 2.1.5 ok";

  /** Starts one on a free port of the loopback. */
  public LmtpReceiver() throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(() -> {
      while (!server.isClosed()) {
        serve();
      }
    }, "lmtp");
    accepting.setDaemon(true);
    accepting.start();
  }

  /** Returns where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Answers recipients so from now on. */
  public void answer(String line) {
    toRecipient = line;
  }

  /** Waits for the next message; returns all that was said with it. */
  public String message() throws InterruptedException {
    String next = received.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no message arrived");
    }
    return next;
  }

  private void serve() {
    try (Socket client = server.accept();
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream()) {
      StringBuilder said = new StringBuilder();
      boolean data = false;
      say(out, "220 receiver LMTP");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        said.append(line).append('\n');
        if (data && !line.equals(".")) {
          continue;
        }
        if (data) {
          received.add(said.toString());
        }
        say(out, data ? "250 2.0.0 taken" : line.startsWith("RCPT") ? toRecipient : line.equals("DATA") ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 ok");
        data = line.equals("DATA");
      }
    } catch (IOException closed) {
      // the next connection, or the end
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
