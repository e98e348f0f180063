package org.mailtrek.practice.oracle;

import java.util.ArrayList;
import java.util.List;
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
      for (HostPath folder : files.list(user)) {
        for (String line : files.lines(folder.resolve(FLAGS))) {
          String[] words = line.split(" ");
          int number = Integer.parseInt(words[0]);
          all.add(new Message(user.name() + "/" + folder.name(), number, words[1], words[2], files.text(folder.resolve(number + ".msg")).orElse("")));
        }
      }
    }
    return all;
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
