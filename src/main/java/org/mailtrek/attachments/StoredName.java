package org.mailtrek.attachments;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path or key of an attachment store says of the attachment, whatever its layout: {@code files} with any number of folders, {@code files_v2}, S3.
 *
 * @param layout in which layout such a name occurs
 * @param id the attachment; empty where the name does not tell
 * @param digest SHA-256 of the content, where the name holds it
 * @param note what else the name says; empty for nothing
 */
public record StoredName(String layout, OptionalLong id, Optional<String> digest, String note) {

  private static final Pattern FILES = Pattern.compile("(?:.*/)?([0-9]{1,4})/([0-9]{1,4})/([0-9]{1,10})(\\.gz)?(\\.deleted)?");
  private static final Pattern KEY = Pattern.compile("(?:.*/)?([0-9]{1,10})(\\.gz)?(\\.deleted)?");
  private static final Pattern HOLDER = Pattern.compile("(?:.*/)?holder/s[0-9a-f]{32}i([0-9]{1,10})");
  private static final Pattern TEMPORARY = Pattern.compile("(?:.*/)?0[0-9a-f]/0[0-9a-f]/s[0-9a-f]{32}i([0-9]{1,10})(?:/.*)?");
  private static final Pattern CONTENT = Pattern.compile("(?:.*/)?([0-9a-f]{2})/([0-9a-f]{2})/([0-9a-f]{60})(?:/content)?");

  /** Reads a path or key; empty where it is none of an attachment. */
  public static Optional<StoredName> of(String path) {
    Matcher content = CONTENT.matcher(path);
    if (content.matches()) {
      String digest = content.group(1) + content.group(2) + content.group(3);
      return Optional.of(new StoredName("files_v2", OptionalLong.empty(), Optional.of(digest), "several attachments may share it: column filename of table singleinstances tells which"));
    }
    for (Pattern each : new Pattern[] {HOLDER, TEMPORARY}) {
      Matcher held = each.matcher(path);
      if (held.matches()) {
        return Optional.of(new StoredName("files_v2", number(held.group(1)), Optional.empty(), each == HOLDER ? "marks that this attachment uses the content beside it" : "temporary, or two servers wrote it at once"));
      }
    }
    Matcher files = FILES.matcher(path);
    if (files.matches() && Layout.named(files.group(3)).isPresent()) {
      long id = Long.parseLong(files.group(3));
      boolean right = id % 10 == Long.parseLong(files.group(1)) && id / 10 % 20 == Long.parseLong(files.group(2));
      return Optional.of(new StoredName(right ? "files" : "files_v1-L1-L2", OptionalLong.of(id), Optional.empty(), more(files.group(5), right ? "" : "in layout files no reader looks here")));
    }
    Matcher key = KEY.matcher(path);
    if (key.matches() && Layout.named(key.group(1)).isPresent()) {
      return Optional.of(new StoredName("s3", number(key.group(1)), Optional.empty(), more(key.group(3), "")));
    }
    return Optional.empty();
  }

  private static String more(String deleted, String otherwise) {
    return deleted == null ? otherwise : "left by a server that ended while it was removing it: no attachment";
  }

  private static OptionalLong number(String digits) {
    return Layout.named(digits);
  }
}
