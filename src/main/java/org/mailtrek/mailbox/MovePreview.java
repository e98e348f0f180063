package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.mailtrek.host.TrekException;

/** What a move would do, found by reading lists, and messages only when that is wanted; and what of it the target can't keep. Writes nothing. */
public final class MovePreview {

  /** So many are named; of the others people are told how many there are. */
  private static final int NAMED = 1_000;

  private final List<String> remarks = new ArrayList<>();
  private final MailTarget target;
  private final TargetRoom room;
  private final boolean content;
  private long unnamed;
  private long refused;
  private long eight;
  private long shared;
  private long rights;
  private long folders;
  private long messages;
  private long fresh;
  private long freshBytes;
  private long freshBlocks;

  private MovePreview(MailMove.Sides sides, boolean content) {
    this.target = sides.target();
    this.room = new TargetRoom();
    this.content = content;
  }

  /**
   * Previews a move.
   *
   * @param users whose mailboxes
   * @param content whether each message that would be moved is read, so that those which the target can't take are named
   * @throws TrekException when the ledger can't be read; a mailbox that can't be is told by {@link #remarks}
   */
  public static MovePreview of(Ledger ledger, MailMove.Sides sides, List<String> users, boolean content) throws TrekException {
    MovePreview preview = new MovePreview(sides, content);
    MailStore source = sides.source();
    MailTarget target = sides.target();
    for (String user : users) {
      long before = preview.freshBlocks;
      long files = preview.fresh + TargetRoom.files(preview.folders);
      try {
        Set<FolderName> taken = new HashSet<>();
        source.quota(user).ifPresent(quota -> preview.remark(user + ": a quota of " + quota + " is not set at the target"));
        for (MailFolder each : source.folders(user)) {
          preview.folder(user, each, ledger.list(user, each.name()).table(), target.name(each.name()));
          preview.access(user, each);
          if (!taken.add(target.name(each.name()))) {
            preview.remark(user + ", " + each.name() + ": another folder has its name at the target, " + target.name(each.name()) + ": rename one of them first");
          }
        }
        preview.room.add(sides, user, preview.freshBlocks - before, preview.fresh + TargetRoom.files(preview.folders) - files);
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
    Set<String> words = new LinkedHashSet<>(); // as they are met: the first ones are kept
    folder.messages(each -> {
      messages++;
      OptionalLong key = folder.key(each);
      KeyTable.Fate fate = key.isPresent() ? known.fate(key.getAsLong()) : KeyTable.Fate.UNKNOWN;
      if (fate == KeyTable.Fate.UNKNOWN || fate == KeyTable.Fate.BACK) {
        fresh++;
        freshBytes += each.size();
        freshBlocks += TargetRoom.blocks(each.size());
        look(user, folder, each);
      }
      words.addAll(each.marks().keywords());
    });
    for (String each : words) {
      target.wrongWith(each).ifPresent(why -> remark(user + ", " + folder.name() + ": the word " + each + " " + why));
    }
    if (words.size() > target.mostWords()) {
      remark(user + ", " + folder.name() + ": has " + words.size() + " words of its own, of which " + target.mostWords() + " are kept; not kept: " + String.join(", ", words.stream().skip(target.mostWords()).sorted().toList()));
    }
  }

  private void look(String user, MailFolder folder, Message message) throws TrekException {
    Optional<String> reason = message.dated() ? target.refuses(user, message) : Optional.of(MessageKeys.NO_DATE);
    if (reason.isEmpty() && content && target.judgesContent()) {
      try (InputStream opened = folder.open(message); HeaderWatch in = new HeaderWatch(opened)) {
        reason = target.refuses(in);
        eight += reason.isEmpty() && in.eight() ? 1 : 0;
      } catch (TrekException | IOException e) {
        reason = Optional.of("it can't be read: " + e.getMessage());
      }
    }
    if (reason.isPresent()) {
      refused++;
      String id = MessageRead.id(folder, message);
      remark(user + ", " + folder.name() + ", " + message.id() + (id.isEmpty() ? "" : ", <" + id + ">") + ", " + message.size() + " bytes: " + reason.get() + ": stays at the source");
    }
  }

  /** Returns how many messages the target will not take, as far as was looked. */
  public long refused() {
    return refused;
  }

  private void access(String user, MailFolder folder) throws TrekException {
    SortedMap<String, String> others = folder.access();
    if (!others.isEmpty()) {
      if (target.access(user, target.name(folder.name())).isEmpty()) {
        remark(user + ", " + folder.name() + ": the target keeps no rights of others: " + Rights.told(others));
      } else {
        shared++;
        rights += others.size();
      }
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

  /** Returns what would not be kept as it is, a line each; of more than a thousand such things how many others there are. */
  public List<String> remarks() {
    List<String> all = new ArrayList<>(room.told());
    all.addAll(kept());
    return all;
  }

  /** Returns the same without what is said of the target's room. */
  List<String> kept() {
    List<String> all = new ArrayList<>(remarks);
    if (rights > 0) {
      all.add(0, rights + (rights == 1 ? " right" : " rights") + " of others in " + shared + (shared == 1 ? " folder" : " folders") + " are given at the target too");
    }
    if (eight > 0) {
      all.add(0, "! " + eight + (eight == 1 ? " message has" : " messages have") + " 8-bit bytes in the header, which some servers refuse (Dovecot does not): the source keeps what is refused");
    }
    if (unnamed > 0) {
      all.add("! and " + unnamed + " more of these");
    }
    return all;
  }
}
