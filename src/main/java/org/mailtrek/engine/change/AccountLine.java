package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * A line of an account file such as {@code /etc/passwd}.
 *
 * @param file the file
 * @param line the line, whose first field is its key; no line end
 */
public record AccountLine(HostPath file, String line) {

  /** Checks that it is one line with a key. */
  public AccountLine {
    if (line.indexOf(':') < 1 || line.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not a line of an account file");
    }
  }

  String key() {
    return line.substring(0, line.indexOf(':'));
  }

  String field(int number) {
    return line.split(":", -1)[number];
  }

  JSONObject toJson() {
    return new Fields().put("file", file).put("line", line).object();
  }

  static AccountLine read(JSONObject object) {
    Fields fields = Fields.of(object);
    return new AccountLine(fields.path("file"), fields.text("line"));
  }

  Seen seen(HostView host) throws TrekException {
    if (host.stat(file).isEmpty()) {
      return Seen.FOREIGN;
    }
    String[] lines = text(host.readAll(file)).split("\n");
    if (Arrays.asList(lines).contains(raw())) {
      return Seen.AFTER;
    }
    String start = raw().substring(0, raw().indexOf(':') + 1);
    return Arrays.stream(lines).anyMatch(each -> each.startsWith(start)) ? Seen.FOREIGN : Seen.BEFORE;
  }

  /** Returns a file's content with the line, at its end where it is new. */
  byte[] added(byte[] content) {
    String text = text(content);
    if (Arrays.asList(text.split("\n")).contains(raw())) {
      return content;
    }
    String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    return (text + end + raw() + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns a file's content without the line. */
  byte[] removed(byte[] content) {
    String text = "\n" + text(content);
    int at = (text + "\n").indexOf("\n" + raw() + "\n");
    if (at < 0) {
      return content;
    }
    String rest = text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + raw().length()));
    return rest.substring(Math.min(1, rest.length())).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the line as a text of one char a byte, as files are compared here. */
  private String raw() {
    return text(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
