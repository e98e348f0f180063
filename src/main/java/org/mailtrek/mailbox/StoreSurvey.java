package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.mailtrek.host.TrekException;

/** What a message store holds: sums, its largest mailboxes, and what in it another server would stumble over. Needs the same memory for any number of users and messages. */
public final class StoreSurvey {

  private static final int EACH = 50;
  private static final int LARGEST = 10;
  private static final int NAMED = 20;

  private final boolean all;
  private final PriorityQueue<Mailbox> largest = new PriorityQueue<>(Comparator.comparingLong(Mailbox::bytes));
  private final Map<MessageRead.Oddity, Long> odd = new EnumMap<>(MessageRead.Oddity.class);
  private final List<Odd> named = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final List<String> over = new ArrayList<>();
  private long users;
  private long folders;
  private long messages;
  private long bytes;
  private long diskBytes;
  private long read;
  private long readBytes;
  private long readNanos;

  private StoreSurvey(boolean all) {
    this.all = all;
  }

  /**
   * The mailbox of a user.
   *
   * @param user the user
   * @param folders how many folders it has
   * @param messages how many messages are in these
   * @param bytes what these have together
   */
  public record Mailbox(String user, long folders, long messages, long bytes) {}

  /**
   * A message that other servers would stumble over.
   *
   * @param user whose it is
   * @param folder in which folder
   * @param message as the store lists it
   * @param read what reading it told
   */
  public record Odd(String user, FolderName folder, Message message, MessageRead read) {}

  /**
   * Surveys a store.
   *
   * @param users whose mailboxes
   * @param quotas how much each may hold
   * @param all whether every message is read; else each fiftieth is, which shows how fast reading is and what there may be
   * @throws TrekException when the store can't be read; a single mailbox that can't be is named in {@link #failed()}
   */
  public static StoreSurvey of(MailStore store, List<String> users, Quota.Source quotas, boolean all) throws TrekException {
    StoreSurvey survey = new StoreSurvey(all);
    for (String each : users) {
      survey.mailbox(store, each, quotas);
    }
    return survey;
  }

  private void mailbox(MailStore store, String user, Quota.Source quotas) {
    long messagesBefore = messages;
    long bytesBefore = bytes;
    long foldersBefore = folders;
    users++;
    try {
      for (MailFolder folder : store.folders(user)) {
        folders++;
        folder.messages(message -> message(user, folder, message));
      }
      long hasBytes = bytes - bytesBefore;
      long has = messages - messagesBefore;
      quotas.of(user).filter(quota -> quota.exceeded(hasBytes, has)).ifPresent(quota -> over.add(user + ": holds " + has + " messages, " + hasBytes + " bytes, over the quota of " + quota));
    } catch (TrekException e) {
      failed.add(user + ": " + e.getMessage());
    }
    largest.add(new Mailbox(user, folders - foldersBefore, messages - messagesBefore, bytes - bytesBefore));
    if (largest.size() > LARGEST) {
      largest.remove();
    }
  }

  private void message(String user, MailFolder folder, Message message) throws TrekException {
    bytes += message.size();
    diskBytes += TargetRoom.blocks(message.size());
    if (all || messages % EACH == 0) {
      look(user, folder, message);
    }
    messages++;
  }

  private void look(String user, MailFolder folder, Message message) throws TrekException {
    long start = System.nanoTime();
    try (InputStream in = folder.open(message)) {
      MessageRead found = MessageRead.of(in, message.size());
      read++;
      readBytes += found.bytes();
      found.oddities().forEach(each -> odd.merge(each, 1L, Long::sum));
      if (!found.oddities().isEmpty() && named.size() < NAMED) {
        named.add(new Odd(user, folder.name(), message, found));
      }
    } catch (IOException e) {
      throw TrekException.at(user + ", " + folder.name() + ", " + message.id()).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    } finally {
      readNanos += System.nanoTime() - start;
    }
  }

  /** Returns how many users were looked at. */
  public long users() {
    return users;
  }

  /** Returns how many folders they have. */
  public long folders() {
    return folders;
  }

  /** Returns how many messages are in these. */
  public long messages() {
    return messages;
  }

  /** Returns what the messages have together, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns what they need on a disk that gives each its own blocks of 4,096 bytes. */
  public long diskBytes() {
    return diskBytes;
  }

  /** Returns how many messages were read. */
  public long read() {
    return read;
  }

  /** Returns how long reading all messages would take at the rate at which some were read, in milliseconds; 0 when none was. */
  public long readingMillis() {
    return read == 0 ? 0 : (long) ((double) readNanos / read * messages / 1e6);
  }

  /** Returns how many of the messages that were read have each oddity. */
  public Map<MessageRead.Oddity, Long> odd() {
    return Collections.unmodifiableMap(odd);
  }

  /** Returns the first twenty odd messages. */
  public List<Odd> named() {
    return Collections.unmodifiableList(named);
  }

  /** Returns the largest mailboxes, the largest first. */
  public List<Mailbox> largest() {
    return largest.stream().sorted(Comparator.comparingLong(Mailbox::bytes).reversed().thenComparing(Mailbox::user)).toList();
  }

  /** Returns whose mailbox holds more than it may: user, and by how much. */
  public List<String> over() {
    return Collections.unmodifiableList(over);
  }

  /** Returns what could not be read: user and reason; the rest of that mailbox is not counted. */
  public List<String> failed() {
    return Collections.unmodifiableList(failed);
  }
}
