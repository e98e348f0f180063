package org.mailtrek.practice.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * The classic message store of the stand-ins: {@code partition/primary/=user/UID/FOLDER/N.msg}, and in {@code FOLDER/flags} a line for each message: its
 * number, the system flags as imcheck shows them, and when it arrived.
 */
final class MessageStore {

  private static final String FLAGS = "flags";

  private final HostPath users;
  private final MachineFiles files;

  MessageStore(HostPath data, MachineFiles files) {
    this.users = data.resolve("store/partition/primary/=user");
    this.files = files;
  }

  /**
   * A message.
   *
   * @param mailbox {@code UID/FOLDER}
   * @param number its number in the folder
   * @param flags the system flags, a digit each
   * @param arrived when it arrived: {@code yyyyMMdd:HHmmss}
   * @param text its content
   */
  record Message(String mailbox, int number, String flags, String arrived, String text) {}

  List<Message> all() throws TrekException {
    List<Message> all = new ArrayList<>();
    for (HostPath user : files.list(users)) {
      all.addAll(of(user.name()));
    }
    return all;
  }

  /** Returns the messages of one user. */
  List<Message> of(String user) throws TrekException {
    List<Message> all = new ArrayList<>();
    for (HostPath folder : files.list(users.resolve(user))) {
      for (String line : files.lines(folder.resolve(FLAGS))) {
        String[] words = line.split(" ");
        int number = Integer.parseInt(words[0]);
        all.add(new Message(user + "/" + folder.name(), number, words[1], words[2], files.text(folder.resolve(number + ".msg")).orElse("")));
      }
    }
    return all;
  }

  /**
   * Puts messages where they belong. One that is there already is not doubled, and keeps its flags unless they are asked for; where another one has its number,
   * it gets the next. The list of flags of each folder is written once, last.
   */
  void restore(List<Message> messages, boolean flags) throws TrekException {
    Map<String, List<Message>> folders = new LinkedHashMap<>();
    messages.forEach(each -> folders.computeIfAbsent(each.mailbox, mailbox -> new ArrayList<>()).add(each));
    for (Map.Entry<String, List<Message>> each : folders.entrySet()) {
      restore(each.getKey(), each.getValue(), flags);
    }
  }

  private void restore(String mailbox, List<Message> messages, boolean flags) throws TrekException {
    HostPath folder = users.resolve(mailbox);
    files.folders(folder);
    TreeMap<Integer, Message> there = new TreeMap<>();
    of(mailbox.substring(0, mailbox.indexOf('/'))).stream().filter(each -> each.mailbox.equals(mailbox)).forEach(each -> there.put(each.number, each));
    for (Message each : messages) {
      Optional<Message> same = there.values().stream().filter(other -> other.arrived.equals(each.arrived) && other.text.equals(each.text)).findFirst();
      if (same.isEmpty()) {
        int number = there.containsKey(each.number) ? there.lastKey() + 1 : each.number;
        files.write(folder.resolve(number + ".msg"), each.text);
        there.put(number, new Message(mailbox, number, each.flags, each.arrived, each.text));
      } else if (flags) {
        int number = same.get().number;
        there.put(number, new Message(mailbox, number, each.flags, each.arrived, each.text));
      }
    }
    files.write(folder.resolve(FLAGS), String.join("\n", there.values().stream().map(each -> each.number + " " + each.flags + " " + each.arrived).toList()) + "\n");
  }

  /** Removes the mailboxes of a user; with the last one the folders above them. */
  void remove(String user) throws TrekException {
    for (HostPath each : files.list(users.resolve(user))) {
      files.remove(each.resolve(FLAGS)); // first, since it is what tells of messages
    }
    files.remove(users.resolve(user));
    for (HostPath folder = users; files.list(folder).isEmpty() && !folder.name().equals("store"); folder = folder.parent()) {
      files.remove(folder);
    }
  }

  /** Puts a message where it belongs; one that is there gets its flags. The list of flags is written last. */
  void put(Message message) throws TrekException {
    HostPath folder = users.resolve(message.mailbox);
    files.folders(folder);
    files.write(folder.resolve(message.number + ".msg"), message.text);
    TreeMap<Integer, String> lines = new TreeMap<>();
    files.lines(folder.resolve(FLAGS)).forEach(each -> lines.put(Integer.parseInt(each.split(" ")[0]), each));
    lines.put(message.number, message.number + " " + message.flags + " " + message.arrived);
    files.write(folder.resolve(FLAGS), String.join("\n", lines.values()) + "\n");
  }
}
