package org.mailtrek.host;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A session at an IMAP server (RFC 3501) that only reads: signs in, looks for a message, signs out. A password goes over the net encrypted only; user and
 * password are sent as literals, so that they may hold any byte.
 */
public final class ImapSession implements AutoCloseable {

  private static final int PATIENCE_MILLISECONDS = 20_000;
  private static final int LONGEST_LINE = 1 << 16;

  private final String url;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private int number;

  private ImapSession(String url, Socket socket) throws IOException {
    this.url = url;
    speak(socket);
  }

  static ImapSession open(String url, boolean startTls, Trust trust, String user, Secret password) throws TrekException {
    URI address = URI.create(url);
    boolean encrypted = url.startsWith("imaps:");
    int port = address.getPort() > 0 ? address.getPort() : encrypted ? 993 : 143;
    Socket socket = new Socket();
    try {
      if (!encrypted && !startTls && !InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
        throw TrekException.at(url).kind(TrekException.Kind.ESTATE).found("the password would go over the net in the clear").next("write imaps://, or starttls: true, under probe in estate.yaml");
      }
      socket.connect(new InetSocketAddress(address.getHost(), port), PATIENCE_MILLISECONDS);
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      ImapSession session = new ImapSession(url, encrypted ? secured(socket, trust, address.getHost(), port) : socket);
      session.begin(startTls && !encrypted, trust, address.getHost(), port);
      session.login(user, password);
      return session;
    } catch (IOException e) {
      closeQuietly(socket);
      throw lost(url, e);
    } catch (TrekException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  private static Socket secured(Socket plain, Trust trust, String host, int port) throws TrekException, IOException {
    SSLSocket socket = (SSLSocket) trust.context().getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // compares the name in the certificate
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private void speak(Socket with) throws IOException {
    socket = with;
    in = new BufferedInputStream(with.getInputStream());
    out = with.getOutputStream();
  }

  private void begin(boolean startTls, Trust trust, String host, int port) throws IOException, TrekException {
    String greeting = line();
    if (!greeting.startsWith("* OK")) {
      throw TrekException.at(url).kind(TrekException.Kind.UNREACHABLE).found("does not greet as an IMAP server does: " + greeting).next("logs HOST kopano-gateway");
    }
    if (startTls) {
      expect(say("STARTTLS"), "turns not to TLS");
      speak(secured(socket, trust, host, port));
    }
  }

  private void login(String user, Secret password) throws IOException, TrekException {
    byte[] name = user.getBytes(StandardCharsets.UTF_8);
    tell("LOGIN {" + name.length + "}");
    if (!line().startsWith("+")) {
      throw refused("takes no sign-in with a password");
    }
    out.write(name);
    int length = password.use(bytes -> bytes.length);
    write(" {" + length + "}");
    if (!line().startsWith("+")) {
      throw refused("takes no sign-in with a password");
    }
    byte[] last = password.use(bytes -> java.util.Arrays.copyOf(bytes, length + 2));
    last[length] = '\r';
    last[length + 1] = '\n';
    out.write(last);
    java.util.Arrays.fill(last, (byte) 0);
    out.flush();
    expect(answers(), "does not let " + user + " in");
  }

  /**
   * Returns whether the inbox holds a message with these words in its subject.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the server does not answer, or has no inbox
   */
  public boolean inboxHolds(String words) throws TrekException {
    try {
      expect(say("EXAMINE INBOX"), "has no inbox to look into");
      List<String> found = say("SEARCH HEADER Subject \"" + words.replaceAll("[\"\\\\\r\n]", "") + "\"");
      expect(found, "can't look for a message");
      return found.stream().anyMatch(each -> each.matches("\\* SEARCH( [0-9]+)+ *"));
    } catch (IOException e) {
      throw lost(url, e);
    }
  }

  /**
   * Signs out.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the server does not answer
   */
  public void signOut() throws TrekException {
    try {
      expect(say("LOGOUT"), "does not let go");
    } catch (IOException e) {
      throw lost(url, e);
    }
  }

  private List<String> say(String command) throws IOException {
    tell(command);
    return answers();
  }

  private void tell(String command) throws IOException {
    number++;
    write("m" + number + " " + command);
  }

  private void write(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Returns the lines up to the one that ends the command. */
  private List<String> answers() throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      lines.add(line());
    } while (!lines.get(lines.size() - 1).startsWith("m" + number + " "));
    return lines;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0 || line.size() > LONGEST_LINE) {
        throw new IOException(each < 0 ? "the server closed the connection" : "the server's line has no end");
      }
      line.write(each);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private void expect(List<String> answers, String otherwise) throws TrekException {
    String last = answers.get(answers.size() - 1);
    if (!last.toUpperCase(Locale.ROOT).startsWith("M" + number + " OK")) {
      throw refused(otherwise + ": " + last.substring(last.indexOf(' ') + 1));
    }
  }

  private TrekException refused(String found) {
    return TrekException.at(url).kind(TrekException.Kind.UNREACHABLE).found(found).next("correct probe in estate.yaml, or see the server's log: logs HOST kopano-gateway");
  }

  private static TrekException lost(String url, IOException e) {
    return TrekException.at(url).kind(TrekException.Kind.UNREACHABLE).found("no IMAP server answers: " + e.getMessage()).because(e).next("services list, then: logs HOST kopano-gateway");
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }
}
