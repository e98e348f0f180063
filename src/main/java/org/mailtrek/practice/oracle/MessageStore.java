package org.mailtrek.practice.oracle;

import java.util.ArrayList;
import java.util.List;
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
   * Puts a message where it belongs. One that is there already is not doubled, and keeps its flags unless they are asked for; where another one has its number,
   * it gets the next.
   */
  void restore(Message message, boolean flags) throws TrekException {
    List<Message> there = of(message.mailbox.substring(0, message.mailbox.indexOf('/'))).stream().filter(each -> each.mailbox.equals(message.mailbox)).toList();
    Optional<Message> same = there.stream().filter(each -> each.arrived.equals(message.arrived) && each.text.equals(message.text)).findFirst();
    if (same.isPresent()) {
      if (flags) {
        put(new Message(message.mailbox, same.get().number, message.flags, message.arrived, message.text));
      }
      return;
    }
    boolean taken = there.stream().anyMatch(each -> each.number == message.number);
    int next = there.stream().mapToInt(Message::number).max().orElse(0) + 1;
    put(taken ? new Message(message.mailbox, next, message.flags, message.arrived, message.text) : message);
  }

  /** Removes the mailboxes of a user. */
  void remove(String user) throws TrekException {
    files.remove(users.resolve(user));
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
