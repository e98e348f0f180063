package org.mailtrek.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.backup.Part;
import org.mailtrek.engine.Backups;

/** Tells by its files what a backup holds. */
final class BackupParts {

  private static final List<Part> ORDER = List.of(Part.CONFIG, Part.LDAP, Part.INDEX, Part.ATTACHMENTS, Part.DATABASE, Part.DATABASE_FILES);

  private BackupParts() {}

  /**
   * A part that a backup holds.
   *
   * @param part which
   * @param host of which host; empty for the directory
   */
  record Found(Part part, String host) {}

  /** Returns the parts, in the order in which they are best restored. */
  static List<Found> of(Backups.Backup backup) {
    Set<Found> found = new LinkedHashSet<>();
    backup.files().forEach(each -> part(each.path()).ifPresent(found::add));
    List<Found> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(each -> ORDER.indexOf(each.part())));
    return sorted;
  }

  private static Optional<Found> part(String path) {
    if (path.equals("directory.ldif")) {
      return Optional.of(new Found(Part.LDAP, ""));
    }
    int slash = path.indexOf('/');
    String host = path.substring(0, Math.max(0, slash));
    return switch (path.substring(slash + 1)) {
      case "config.jsonl" -> Optional.of(new Found(Part.CONFIG, host));
      case "database.json" -> Optional.of(new Found(Part.DATABASE, host));
      case "database-files.json" -> Optional.of(new Found(Part.DATABASE_FILES, host));
      case "index.jsonl" -> Optional.of(new Found(Part.INDEX, host));
      case "attachments.json", "attachment-files.jsonl" -> Optional.of(new Found(Part.ATTACHMENTS, host));
      default -> Optional.empty();
    };
  }

  /** Returns the parts in words: {@code config, ldap}. */
  static String words(Backups.Backup backup) {
    Set<String> words = new LinkedHashSet<>();
    of(backup).forEach(each -> words.add(each.part().word()));
    return words.isEmpty() ? "other" : String.join(", ", words);
  }
}
