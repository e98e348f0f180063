package org.mailtrek.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/**
 * Where an IMAP server is, and how the way there is protected: by TLS, with certificate and name checked; in the clear on this machine's loopback only.
 *
 * @param url {@code imaps://HOST[:PORT]} or {@code imap://HOST[:PORT]}
 * @param startTls whether to turn to TLS on an {@code imap} address
 * @param trust whose certificates are trusted; its part of {@code estate.yaml} is named in messages
 * @param patience how long a single read, write or connect may take
 * @param next what to type where the server refuses or does not answer
 */
record ImapAddress(String url, boolean startTls, Trust trust, Duration patience, String next) {

  private static final int PLAIN = 143;
  private static final int SECURE = 993;

  private URI uri() {
    return URI.create(url);
  }

  private boolean secure() {
    return url.startsWith("imaps:");
  }

  private int port() {
    return uri().getPort() > 0 ? uri().getPort() : secure() ? SECURE : PLAIN;
  }

  /** Returns whether TLS begins behind the greeting. */
  boolean turns() {
    return startTls && !secure();
  }

  /** Connects. */
  Socket connect() throws IOException, TrekException {
    if (!secure() && !startTls && !InetAddress.getByName(uri().getHost()).isLoopbackAddress()) {
      throw TrekException.at(url).kind(TrekException.Kind.ESTATE).found("the password would go over the net in the clear").next("write imaps://, or starttls: true, under " + trust.part() + " in estate.yaml");
    }
    Socket socket = new Socket();
    try {
      int millis = (int) patience.toMillis();
      socket.connect(new InetSocketAddress(uri().getHost(), port()), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns what to speak over a connection first: TLS where that comes before all. */
  Socket first(Socket plain) throws IOException, TrekException {
    return secure() ? secured(plain) : plain;
  }

  /** Begins TLS on a connection. */
  Socket secured(Socket plain) throws IOException, TrekException {
    SSLSocket socket = (SSLSocket) trust.sockets().createSocket(plain, uri().getHost(), port(), true);
    socket.startHandshake();
    return socket;
  }

  TrekException refused(String found) {
    return TrekException.at(url).kind(TrekException.Kind.UNREACHABLE).found(found).next(next);
  }

  TrekException lost(IOException e) {
    return TrekException.at(url).kind(TrekException.Kind.UNREACHABLE).found("no IMAP server answers: " + e.getMessage()).because(e).next(next);
  }
}
