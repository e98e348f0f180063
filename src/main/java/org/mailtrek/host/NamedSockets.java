package org.mailtrek.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes sockets that let no handshake end with a server whose certificate does not bear the name that it was reached by. The check is the runtime's own (RFC 2818);
 * that of the LDAP library does not see connections that turn to TLS.
 */
final class NamedSockets extends SSLSocketFactory {

  private final SSLSocketFactory sockets;

  NamedSockets(SSLSocketFactory sockets) {
    this.sockets = sockets;
  }

  private static Socket checking(Socket made) {
    SSLSocket socket = (SSLSocket) made;
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return checking(sockets.createSocket());
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean closes) throws IOException {
    return checking(sockets.createSocket(plain, host, port, closes));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return checking(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
    return checking(sockets.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return checking(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
    return checking(sockets.createSocket(host, port, from, fromPort));
  }
}
