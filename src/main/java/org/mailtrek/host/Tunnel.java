package org.mailtrek.host;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * A free port of this machine's loopback that leads, through the session to another machine, to a server that is reached from there (RFC 4254,
 * section 7.2). A connection that breaks with the session is closed; the next one goes through a new session.
 */
final class Tunnel implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SshLink link;
  private final String host;
  private final int port;
  private final ServerSocket listening;

  private Tunnel(SshLink link, String host, int port, ServerSocket listening) {
    this.link = link;
    this.host = host;
    this.port = port;
    this.listening = listening;
  }

  /**
   * Opens one, and tries it.
   *
   * @throws TrekException when the machine can't be reached, lets nobody through, or does not reach the server
   */
  static Tunnel open(SshLink link, String host, int port) throws TrekException {
    try {
      Tunnel tunnel = new Tunnel(link, host, port, new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
      tunnel.attempt();
      Thread thread = new Thread(tunnel::accept, "tunnel " + link.target().name());
      thread.setDaemon(true);
      thread.start();
      return tunnel;
    } catch (IOException e) {
      throw TrekException.at(link.target().name()).found("no port is free here for a tunnel: " + e.getMessage()).because(e).next("try again");
    }
  }

  /** Returns the port on 127.0.0.1. */
  int port() {
    return listening.getLocalPort();
  }

  private void attempt() throws TrekException {
    try {
      ChannelDirectTCPIP channel = channel();
      channel.connect((int) PATIENCE.toMillis());
      channel.disconnect();
    } catch (JSchException | LostException e) {
      close();
      throw TrekException.at(link.target().name()).kind(TrekException.Kind.UNREACHABLE)
          .found("does not lead to " + host + ":" + port + ": no server listens there, or sshd allows no tunnel (AllowTcpForwarding)").because(e)
          .next("check it there, or leave tunnel: true out of estate.yaml where the server is reached from here");
    }
  }

  private ChannelDirectTCPIP channel() throws TrekException, LostException, JSchException {
    ChannelDirectTCPIP channel = (ChannelDirectTCPIP) link.session().openChannel("direct-tcpip");
    if (channel == null) {
      throw new LostException("the session has just ended");
    }
    channel.setHost(host);
    channel.setPort(port);
    return channel;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        pass(listening.accept());
      } catch (IOException closed) {
        // By us; the loop ends.
      }
    }
  }

  private void pass(Socket client) throws IOException {
    try {
      client.setTcpNoDelay(true);
      ChannelDirectTCPIP channel = channel();
      channel.setInputStream(client.getInputStream());
      channel.setOutputStream(new Sending(client));
      channel.connect((int) PATIENCE.toMillis());
    } catch (TrekException | LostException | JSchException | IOException e) {
      client.close(); // who wanted to connect is told so, and tries again or says it
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
