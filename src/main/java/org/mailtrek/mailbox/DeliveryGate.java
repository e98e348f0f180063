package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.TrekException;

/**
 * Stands between a mail server and its delivery agent (LMTP, RFC 2033): a recipient whose INBOX is not moved yet gets it moved first, or the mail server is told to
 * come again. Everything else passes through as it is said, so that no message is ever held here.
 */
public final class DeliveryGate {

  private static final int LONGEST = 1 << 16;
  private static final int DOT_LINE = 3;
  /** What a mail server is to be waited for at least (RFC 5321, 4.5.3.2.7). */
  private static final Duration IDLE = Duration.ofMinutes(5);
  /** What a mail server waits at least for a delivery agent that has the whole message (RFC 5321, 4.5.3.2.6). */
  private static final Duration AGENT_IDLE = Duration.ofMinutes(10);
  private static final Pattern RECIPIENT = Pattern.compile("RCPT TO:\\s*<([^>]*)>.*", Pattern.CASE_INSENSITIVE);
  /** What the gate could not follow: messages in pieces without an end of their own, or a stream that it can't read. */
  private static final Pattern HIDDEN = Pattern.compile("250[- ](CHUNKING|BINARYMIME|BURL|STARTTLS)\\b.*", Pattern.CASE_INSENSITIVE);

  private final ServedUsers users;
  private final String agent;
  private final Duration patience;
  private final boolean domains;

  /**
   * Makes a gate.
   *
   * @param agent where the delivery agent listens: the path of a socket, or a port of the loopback
   * @param patience how long a delivery waits for the INBOX
   * @param domains whether users are named with their domain
   */
  public DeliveryGate(ServedUsers users, String agent, Duration patience, boolean domains) {
    this.users = users;
    this.agent = agent;
    this.patience = patience;
    this.domains = domains;
  }

  /**
   * Lets mail servers in from now on.
   *
   * @throws TrekException when the address can't be had
   */
  public LocalPort open(String address) throws TrekException {
    return open(address, IDLE);
  }

  LocalPort open(String address, Duration idle) throws TrekException {
    return LocalPort.open(address, this::pass, idle);
  }

  private void pass(InputStream in, OutputStream out) throws IOException {
    try (SocketChannel channel = LocalPort.connect(agent)) {
      IdleLimit limit = new IdleLimit(channel, AGENT_IDLE);
      new Passage(in, out, new BufferedInputStream(limit.in()), limit.out()).run();
    } catch (TrekException e) {
      throw new IOException(e);
    } catch (java.net.SocketException e) {
      say(out, "421 4.3.2 the delivery agent does not listen");
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Returns the user of a recipient. */
  String user(String recipient) {
    String bare = new String(recipient.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).replace("\"", "").replaceFirst("^@[^:]*:", "");
    int at = bare.lastIndexOf('@');
    String local = at < 0 ? bare : bare.substring(0, at);
    String name = local.replaceFirst("\\+.*", "");
    return (domains && at >= 0 ? name + bare.substring(at) : name).toLowerCase(Locale.ROOT);
  }

  /** One connection. */
  private final class Passage {

    private final InputStream in;
    private final OutputStream out;
    private final InputStream agentIn;
    private final OutputStream agentOut;
    private int recipients;

    Passage(InputStream in, OutputStream out, InputStream agentIn, OutputStream agentOut) {
      this.in = in;
      this.out = out;
      this.agentIn = agentIn;
      this.agentOut = agentOut;
    }

    void run() throws IOException {
      answer();
      for (String line = line(in); line != null && command(line); line = line(in)) {
        out.flush();
      }
    }

    private boolean command(String line) throws IOException {
      String upper = line.toUpperCase(Locale.ROOT).strip();
      Matcher recipient = RECIPIENT.matcher(line);
      if (recipient.matches()) {
        Optional<String> trouble = users.inbox(user(recipient.group(1)), patience);
        if (trouble.isPresent()) {
          say(out, "451 4.2.1 " + trouble.get().replaceAll("[^ -~]+", " "));
          return true;
        }
      } else if (upper.startsWith("BDAT") || upper.startsWith("STARTTLS")) {
        say(out, "502 5.5.1 not here");
        return !upper.startsWith("BDAT"); // what follows it can't be told from commands
      }
      say(agentOut, line);
      String code = answer();
      if (recipient.matches() && code.startsWith("2")) {
        recipients++;
      } else if (upper.equals("DATA") && code.startsWith("3")) {
        message();
        for (; recipients > 0; recipients--) {
          answer();
        }
      } else if (upper.equals("RSET") || upper.startsWith("LHLO")) {
        recipients = 0;
      }
      return !upper.equals("QUIT");
    }

    /** Passes a message on, to the line that is a dot, ended as the delivery agent takes it: by LF too. */
    private void message() throws IOException {
      byte[] piece = new byte[LONGEST];
      int length = 0;
      int seen = 0; // of the line that ends it; -1 within another
      while (seen != DOT_LINE) {
        int each = in.read();
        if (each < 0) {
          throw new IOException("the mail server went within a message"); // the agent, cut off as well, keeps nothing
        }
        piece[length++] = (byte) each;
        seen = each == '\n' ? (seen == 1 || seen == 2 ? DOT_LINE : 0) : seen == 0 && each == '.' ? 1 : seen == 1 && each == '\r' ? 2 : -1;
        if (length == LONGEST) {
          agentOut.write(piece, 0, length);
          length = 0;
        }
      }
      agentOut.write(piece, 0, length);
      agentOut.flush();
    }

    /** Passes an answer on, of one line or several; returns its code. */
    private String answer() throws IOException {
      StringBuilder all = new StringBuilder();
      String line = agentLine();
      String last = line;
      while (line.length() > 3 && line.charAt(3) == '-') {
        if (!HIDDEN.matcher(line).matches()) {
          all.append(line).append("\r\n");
        }
        line = agentLine();
        last = line;
      }
      all.append(HIDDEN.matcher(last).matches() ? "250 ENHANCEDSTATUSCODES" : last).append("\r\n");
      out.write(all.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return last;
    }

    private String agentLine() throws IOException {
      String line = line(agentIn);
      if (line == null) {
        throw new IOException("the delivery agent went");
      }
      return line;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int each = in.read(); each != '\n'; each = in.read()) {
      if (each < 0) {
        return null;
      }
      if (line.length() >= LONGEST) {
        throw new IOException("a line without an end");
      }
      line.append((char) each);
    }
    return line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.substring(0, line.length() - 1) : line.toString();
  }
}
