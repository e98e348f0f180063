package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.Digests;
import org.mailtrek.host.TrekException;

/**
 * What reading a message to its end tells.
 *
 * @param bytes how many there are
 * @param digest SHA-256 of them, in hexadecimal digits
 * @param messageId the field Message-ID, without what surrounds it; empty when there is none
 * @param oddities what other servers stumble over, in the order of {@link Oddity}
 */
public record MessageRead(long bytes, String digest, String messageId, List<Oddity> oddities) {

  private static final int LONGEST_LINE = 1 << 13;
  private static final int LONGEST_HEADER = 1 << 18;
  private static final Pattern BOUNDARY = Pattern.compile("(?i)multipart/[^;]*;(?:.*;)?\\s*boundary\\s*=\\s*(?:\"([^\"]+)\"|([^\\s;]+))", Pattern.DOTALL);

  /** What other servers stumble over. */
  public enum Oddity {
    /** There are NUL bytes in it: servers refuse it by IMAP. */
    NUL("holds NUL bytes"),
    /** Its header has bytes above 127 (RFC 6532 aside): some servers refuse it. */
    EIGHT_BIT_HEADER("has 8-bit bytes in its header"),
    /** Its first line is no header field. */
    NO_HEADER("has no header"),
    /** It is in parts, and the last of them has no end (RFC 2046, 5.1.1). */
    TRUNCATED("is cut off: the end of its last part is missing"),
    /** It has not as many bytes as the store's list says. */
    OTHER_SIZE("has not the size that the store's list says");

    private final String words;

    Oddity(String words) {
      this.words = words;
    }

    /** Returns the oddity as people read it. */
    public String words() {
      return words;
    }
  }

  /** Copies the list. */
  public MessageRead {
    oddities = List.copyOf(oddities);
  }

  /**
   * Reads a message.
   *
   * @param content its bytes; read to the end, not closed
   * @param listed the size that the store's list says
   * @throws IOException when they can't be read
   */
  static MessageRead of(InputStream content, long listed) throws IOException {
    Counting counting = new Counting(content);
    BufferedInputStream in = new BufferedInputStream(counting, 1 << 16);
    ByteLine line = new ByteLine(LONGEST_LINE);
    StringBuilder header = new StringBuilder();
    boolean first = true;
    boolean headless = false;
    boolean inHeader = true;
    while (inHeader && line.read(in)) {
      inHeader = !line.blank();
      headless |= first && !line.text().matches("[!-9;-~]+[ \\t]*:.*");
      first = false;
      if (inHeader && header.length() < LONGEST_HEADER) {
        header.append(line.text()).append('\n');
      }
    }
    String fields = header.toString().replaceAll("\\n(?=[ \\t])", " ");
    Matcher boundary = BOUNDARY.matcher(field(fields, "content-type"));
    boolean parts = boundary.find();
    String end = parts ? "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1)) + "--" : "";
    boolean ended = !parts;
    while (line.read(in)) {
      ended |= line.startsWith(end);
    }
    List<Oddity> found = new ArrayList<>();
    add(found, counting.nul, Oddity.NUL);
    add(found, fields.chars().anyMatch(each -> each > 0x7f), Oddity.EIGHT_BIT_HEADER);
    add(found, headless || first, Oddity.NO_HEADER);
    add(found, !ended, Oddity.TRUNCATED);
    add(found, counting.bytes != listed, Oddity.OTHER_SIZE);
    String id = field(fields, "message-id").strip();
    return new MessageRead(counting.bytes, HexFormat.of().formatHex(counting.digest.digest()), id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id, found);
  }

  /** Returns the field Message-ID of a message, without what surrounds it; empty when there is none, or when the message can't be read. */
  static String id(MailFolder folder, Message message) {
    try (InputStream in = folder.open(message)) {
      return of(in, message.size()).messageId();
    } catch (TrekException | IOException unreadable) {
      return "";
    }
  }

  private static void add(List<Oddity> found, boolean there, Oddity what) {
    if (there) {
      found.add(what);
    }
  }

  private static String field(String fields, String name) {
    for (String each : fields.split("\n")) {
      if (each.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        return each.substring(name.length() + 1);
      }
    }
    return "";
  }

  /** Digests and looks at what goes through, block by block. */
  private static final class Counting extends BlockWatch {

    private final MessageDigest digest;
    private long bytes;
    private boolean nul;

    private Counting(InputStream in) {
      super(in);
      digest = Digests.start();
    }

    @Override
    void see(byte[] block, int start, int length) {
      for (int at = start; at < start + length; at++) {
        nul |= block[at] == 0;
      }
      digest.update(block, start, length);
      bytes += length;
    }
  }
}
