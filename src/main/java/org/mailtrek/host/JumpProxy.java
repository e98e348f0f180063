package org.mailtrek.host;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Reaches a machine through the session of another (RFC 4254, section 7.2). */
final class JumpProxy implements Proxy {

  private final Session session;
  private ChannelDirectTCPIP channel;
  private InputStream in;
  private OutputStream out;

  JumpProxy(Session session) {
    this.session = session;
  }

  @Override
  public void connect(SocketFactory sockets, String host, int port, int timeout) throws Exception {
    channel = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
    channel.setHost(host);
    channel.setPort(port);
    in = channel.getInputStream();
    out = channel.getOutputStream();
    channel.connect(timeout);
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public Socket getSocket() {
    return null;
  }

  @Override
  public void close() {
    if (channel != null) {
      channel.disconnect();
    }
  }
}
