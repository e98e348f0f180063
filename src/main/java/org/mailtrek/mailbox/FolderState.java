package org.mailtrek.mailbox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the move of a folder has come.
 *
 * @param folder its name at the source
 * @param stage how far
 * @param seconds when that was so, since 1970
 * @param messages how many messages of it are at the target
 * @param bytes what these have together
 * @param owner who did it: machine and process
 * @param reason why it failed, or what is to be known; may be empty
 */
public record FolderState(FolderName folder, Stage stage, long seconds, long messages, long bytes, String owner, String reason) {

  /** The reason of a folder from whose target messages are just being removed: those that are gone there are to be put there again. */
  static final String RETURNING = "is being taken back";

  private static final Pattern LINE = Pattern.compile("([A-Z-]+)\t([0-9]{1,12})\t([0-9]{1,12})\t([0-9]{1,18})\t([^\t]*)\t([^\t]+)\t([^\t]*)\t\\.");

  /** The stages, by the names that the maker of Netscape Messaging Server gave them. */
  public enum Stage {
    /** It is known and still to be moved. */
    TRANSITION,
    /** Somebody moves it, or was killed while doing so: the folder's lock tells. */
    MIGRATING,
    /** It was moved. */
    NON_TRANSITION,
    /** Something of it could not be moved. */
    FAILED;

    /** Returns the name as it is shown and noted. */
    public String word() {
      return name().replace('_', '-');
    }
  }

  /** Makes the texts fit a line. */
  public FolderState {
    owner = owner.replaceAll("\\s+", " ");
    reason = reason.replaceAll("\\s+", " ");
  }

  boolean returning() {
    return reason.equals(RETURNING);
  }

  String line() {
    return String.format(Locale.ROOT, "%s\t%d\t%d\t%d\t%s\t%s\t%s\t.\n", stage.word(), seconds, messages, bytes, owner, folder.spelt('/'), reason);
  }

  /** Returns what {@link #line} wrote; empty for a line that was cut off. */
  static Optional<FolderState> read(String line) {
    Matcher found = LINE.matcher(line);
    Optional<FolderName> name = found.matches() ? FolderName.spelt(found.group(6), '/') : Optional.empty();
    return name.map(folder -> new FolderState(folder, Stage.valueOf(found.group(1).replace('-', '_')), Long.parseLong(found.group(2)), Long.parseLong(found.group(3)), Long.parseLong(found.group(4)), found.group(5), found.group(7)));
  }
}
