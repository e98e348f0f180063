package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * By what it is seen whether a foreign command was carried out: an object at a path, or what a program that only looks says.
 *
 * @param asked the path, or the words of the program
 * @param before what is seen before: see {@link #at}; for a program the text that its output holds
 * @param after what is seen afterwards
 */
public record Sign(List<String> asked, String before, String after) {

  /** Nothing at the path. */
  public static final String NOTHING = "nothing";
  /** A regular file. */
  public static final String FILE = "file";
  /** A folder. */
  public static final String FOLDER = "folder";

  private static final String LINK = "link to ";
  private static final String WITHOUT = "nothing of ";

  /** Copies the words. */
  public Sign {
    asked = List.copyOf(asked);
  }

  /** Returns a sign at a path: {@link #NOTHING}, {@link #FILE}, {@link #FOLDER}, or {@link #link}. */
  public static Sign at(HostPath path, String before, String after) {
    return new Sign(List.of(path.toString()), before, after);
  }

  /** Returns a sign that a program gives, by what its output holds. */
  public static Sign said(List<String> command, String before, String after) {
    List<String> words = new ArrayList<>(List.of(""));
    words.addAll(command);
    return new Sign(words, before, after);
  }

  /** Returns what is seen where the output of a program does not hold a text. */
  public static String without(String text) {
    return WITHOUT + text;
  }

  /** Returns what is seen where a link is. */
  public static String link(HostPath target) {
    return LINK + target;
  }

  /** Returns whether it tells the one from the other. */
  boolean tells() {
    return !before.equals(after);
  }

  private boolean path() {
    return asked.size() == 1;
  }

  /** Returns the path; empty for a program. */
  Optional<HostPath> where() {
    return path() ? Optional.of(HostPath.parse(asked.get(0))) : Optional.empty();
  }

  boolean seen(HostView host, String wanted) throws TrekException {
    if (path()) {
      return now(host).equals(wanted);
    }
    return wanted.startsWith(WITHOUT) ? !said(host).contains(wanted.substring(WITHOUT.length())) : said(host).contains(wanted);
  }

  /** Returns whether something else is there than was, will be, or is missing on the way. */
  boolean foreign(HostView host) throws TrekException {
    return path() && tells() && !List.of(before, after, NOTHING).contains(now(host));
  }

  /** Returns what is seen now, for a message. */
  String words(HostView host) throws TrekException {
    return asked.get(asked.size() - 1) + ": " + (path() ? now(host) : said(host).lines().findFirst().orElse("no answer"));
  }

  private String now(HostView host) throws TrekException {
    Optional<FileState> found = host.stat(where().orElseThrow());
    if (found.isEmpty()) {
      return NOTHING;
    }
    return switch (found.get().kind()) {
      case FILE -> FILE;
      case FOLDER -> FOLDER;
      case LINK -> LINK + new String(found.get().target(), StandardCharsets.UTF_8);
      default -> "something else";
    };
  }

  private String said(HostView host) throws TrekException {
    return host.inspection().said(asked.subList(1, asked.size()));
  }

  /** Returns what an overlay shows at the path; empty where nothing is shown anew. */
  Optional<Image> shown() {
    if (!path() || !tells() || after.equals(NOTHING)) {
      return Optional.empty();
    }
    Owner root = Owner.of(0, 0);
    if (after.startsWith(LINK)) {
      return Optional.of(Image.link(root, Bytes.of(after.substring(LINK.length()).getBytes(StandardCharsets.UTF_8))));
    }
    return Optional.of(after.equals(FOLDER) ? Image.folder(root, 0755) : Image.file(root, 0755, Content.of(new byte[0])));
  }

  JSONObject toJson() {
    return new Fields().putTexts("asked", asked).put("before", before).put("after", after).object();
  }

  static Sign read(JSONObject object) {
    Fields fields = Fields.of(object);
    return new Sign(fields.texts("asked"), fields.text("before"), fields.text("after"));
  }
}
