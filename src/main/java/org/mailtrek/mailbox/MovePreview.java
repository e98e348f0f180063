package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.TrekException;

/** What a move would do, found by reading lists and no message; and what of it the target can't keep. Writes nothing. */
public final class MovePreview {

  /** So many are named; of the others people are told how many there are. */
  private static final int NAMED = 1_000;

  private final List<String> remarks = new ArrayList<>();
  private final int mostWords;
  private long unnamed;
  private long folders;
  private long messages;
  private long fresh;
  private long freshBytes;

  private MovePreview(int mostWords) {
    this.mostWords = mostWords;
  }

  /**
   * Previews a move.
   *
   * @param users whose mailboxes
   * @throws TrekException when the ledger can't be read; a mailbox that can't be is told by {@link #remarks}
   */
  public static MovePreview of(Ledger ledger, MailStore source, MailTarget target, List<String> users) throws TrekException {
    MovePreview preview = new MovePreview(target.mostWords());
    for (String user : users) {
      try {
        Set<FolderName> taken = new HashSet<>();
        for (MailFolder each : source.folders(user)) {
          preview.folder(user, each, ledger.list(user, each.name()).table(), target.name(each.name()));
          if (!taken.add(target.name(each.name()))) {
            preview.remark(user + ", " + each.name() + ": another folder has its name at the target, " + target.name(each.name()) + ": rename one of them first");
          }
        }
      } catch (TrekException e) {
        preview.remark(user + ": " + e.getMessage());
      }
    }
    return preview;
  }

  private void folder(String user, MailFolder folder, KeyTable known, FolderName there) throws TrekException {
    folders++;
    if (!there.equals(folder.name())) {
      remark(user + ", " + folder.name() + ": is named " + there + " at the target");
    }
    Set<String> words = new TreeSet<>();
    folder.messages(each -> {
      messages++;
      OptionalLong key = folder.key(each);
      KeyTable.Fate fate = key.isPresent() ? known.fate(key.getAsLong()) : KeyTable.Fate.UNKNOWN;
      if (fate == KeyTable.Fate.UNKNOWN || fate == KeyTable.Fate.BACK) {
        fresh++;
        freshBytes += each.size();
      }
      words.addAll(each.marks().keywords());
    });
    if (words.size() > mostWords) {
      remark(user + ", " + folder.name() + ": has " + words.size() + " words of its own, of which " + mostWords + " are kept");
    }
  }

  private void remark(String line) {
    if (remarks.size() < NAMED) {
      remarks.add("! " + line);
    } else {
      unnamed++;
    }
  }

  /** Returns how many folders there are. */
  public long folders() {
    return folders;
  }

  /** Returns how many messages are in these. */
  public long messages() {
    return messages;
  }

  /** Returns how many of these would be moved; all of a store whose messages are told apart by their content only. */
  public long fresh() {
    return fresh;
  }

  /** Returns what those have together, in bytes. */
  public long freshBytes() {
    return freshBytes;
  }

  /** Returns the first twenty things that would not be kept as they are. */
  public List<String> remarks() {
    List<String> all = new ArrayList<>(remarks);
    if (unnamed > 0) {
      all.add("! and " + unnamed + " more of these");
    }
    return all;
  }
}
