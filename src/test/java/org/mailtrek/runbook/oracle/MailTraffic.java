package org.mailtrek.runbook.oracle;

import com.unboundid.ldap.sdk.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.Host;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.runbook.crash.OracleWorld;

/**
 * Mail that arrives, and people who read, all the time: whenever a stand-in runs, a message comes for somebody, and somebody marks one. As the real ones do, it asks the
 * directory where a mailbox is, and whether it is held: then the message waits in the hold channel, and nobody reads. Remembers what ought to be there.
 */
final class MailTraffic {

  private static final Map<String, String> DATA = Map.of(
      "store1", "var/opt/sun/comms/messaging64", "store3", "var/opt/ucs1/messaging64", "relay1", "var/opt/sun/comms/messaging");
  private static final List<String> FLAGS = List.of("0010000", "0000000", "0011000", "0010100");

  private final Random random = new Random(11);
  private final SortedMap<String, SortedMap<String, String>> expected = new TreeMap<>();
  private final List<String> users = new ArrayList<>();
  private OracleWorld world;
  private int messages;
  private int held;

  /** Learns what is in the mailboxes of a host. */
  void learn(OracleWorld opened, int count) throws IOException {
    world = opened;
    for (int user = 1; user <= count; user += 2) {
      users.add("user" + user);
      expected.put("user" + user, flags("store1", "user" + user));
    }
  }

  Map<String, Tool> over(Map<String, Tool> tools) {
    Map<String, Tool> busy = new TreeMap<>();
    tools.forEach((name, tool) -> busy.put(name, new Busy(tool)));
    return busy;
  }

  int messages() {
    return messages;
  }

  int held() {
    return held;
  }

  private synchronized void pass() {
    if (users.isEmpty()) {
      return;
    }
    try {
      if (messages % 50 == 0) {
        deliverReleased();
      }
      arrive(users.get(random.nextInt(users.size())));
      if (messages % 3 == 0) {
        mark(users.get(random.nextInt(users.size())));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TrekException e) {
      throw new IllegalStateException(e);
    }
  }

  private Entry entry(String user) throws TrekException {
    return world.directory().entry("uid=" + user + ",ou=People,dc=example,dc=com").orElseThrow();
  }

  private void arrive(String user) throws IOException, TrekException {
    String date = String.format(Locale.ROOT, "20240102:%06d", ++messages);
    expected.get(user).put(date, "0000000");
    Entry entry = entry(user);
    String host = entry.getAttributeValue("mailHost").replaceFirst("\\..*", "");
    if (entry.getAttributeValue("mailUserStatus").equals("hold")) {
      held++;
      Path hold = data(messages % 2 == 0 ? "relay1" : host).resolve("queue/hold");
      Files.createDirectories(hold);
      Files.writeString(hold.resolve("ZZ" + messages + ".HELD"), "To: " + user + "\n" + date + "\n");
    } else {
      deliver(host, user, date);
    }
  }

  /** Delivers what was released, by what the directory says now. */
  void deliverReleased() throws IOException, TrekException {
    for (String each : DATA.keySet()) {
      Path queue = data(each).resolve("queue/reprocess");
      for (Path file : Files.exists(queue) ? list(queue) : List.<Path>of()) {
        List<String> lines = Files.readAllLines(file);
        String user = lines.get(0).substring("To: ".length());
        deliver(entry(user).getAttributeValue("mailHost").replaceFirst("\\..*", ""), user, lines.get(1));
        Files.delete(file);
      }
    }
  }

  private void deliver(String host, String user, String date) throws IOException {
    Path inbox = inbox(host, user);
    Files.createDirectories(inbox);
    List<String> lines = new ArrayList<>(Files.exists(inbox.resolve("flags")) ? Files.readAllLines(inbox.resolve("flags")) : List.of());
    int number = lines.stream().mapToInt(line -> Integer.parseInt(line.split(" ")[0])).max().orElse(0) + 1;
    Files.writeString(inbox.resolve(number + ".msg"), "Subject: " + date + "\n\nhello\n");
    lines.add(number + " 0000000 " + date);
    Files.writeString(inbox.resolve("flags"), String.join("\n", lines) + "\n");
  }

  private void mark(String user) throws IOException, TrekException {
    Entry entry = entry(user);
    if (entry.getAttributeValue("mailUserStatus").equals("hold")) {
      return;
    }
    Path file = inbox(entry.getAttributeValue("mailHost").replaceFirst("\\..*", ""), user).resolve("flags");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int chosen = random.nextInt(lines.size());
    String[] words = lines.get(chosen).split(" ");
    words[1] = FLAGS.get(random.nextInt(FLAGS.size()));
    lines.set(chosen, String.join(" ", words));
    expected.get(user).put(words[2], words[1]);
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /** Returns what ought to be there: for each user the flags of each message, by its date. */
  SortedMap<String, SortedMap<String, String>> expected() {
    return expected;
  }

  /** Returns what a host has. */
  SortedMap<String, SortedMap<String, String>> found(String host) throws IOException {
    SortedMap<String, SortedMap<String, String>> found = new TreeMap<>();
    for (String each : users) {
      found.put(each, flags(host, each));
    }
    return found;
  }

  /** Returns how many files still wait for somebody. */
  int waiting() throws IOException {
    int count = 0;
    for (String each : DATA.keySet()) {
      Path hold = data(each).resolve("queue/hold");
      count += Files.exists(hold) ? list(hold).size() : 0;
    }
    return count;
  }

  private SortedMap<String, String> flags(String host, String user) throws IOException {
    SortedMap<String, String> flags = new TreeMap<>();
    Path file = inbox(host, user).resolve("flags");
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      String[] words = line.split(" ");
      if (flags.put(words[2], words[1]) != null) {
        throw new AssertionError(user + " has the message of " + words[2] + " twice");
      }
    }
    return flags;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.toList();
    }
  }

  private Path data(String host) {
    return world.folder().resolve("practice").resolve(host).resolve(DATA.get(host));
  }

  private Path inbox(String host, String user) {
    return data(host).resolve("store/partition/primary/=user").resolve(user).resolve("INBOX");
  }

  /** A stand-in in a busy world. */
  private final class Busy implements Tool {

    private final Tool tool;

    private Busy(Tool tool) {
      this.tool = tool;
    }

    @Override
    public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
      pass();
      Programs.Ended ended = tool.run(call, machine, input);
      pass();
      return ended;
    }

    @Override
    public boolean onlyLooks(List<String> arguments) {
      return tool.onlyLooks(arguments);
    }
  }
}
