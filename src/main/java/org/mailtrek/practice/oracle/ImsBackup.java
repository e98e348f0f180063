package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code imsbackup -f FILE|- [-d YYYYMMDD[:HHMMSS]] /|/PARTITION/user/UID}; the stream is a line for each message. The store must run. */
final class ImsBackup implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> data = tree.data();
    List<String> words = call.arguments();
    int file = words.indexOf("-f") + 1;
    if (data.isEmpty() || !tree.files().has(data.get().resolve("config/pidfile.store"))) {
      return Answer.failed(1, "imsbackup: stored does not run");
    }
    if (file == 0 || file >= words.size()) {
      return Answer.failed(64, "usage: imsbackup -f FILE|- [-d DATE] OBJECT");
    }
    int date = words.indexOf("-d") + 1;
    String since = date == 0 ? "" : words.get(date).contains(":") ? words.get(date) : words.get(date) + ":000000";
    StringBuilder stream = new StringBuilder();
    MessageStore store = new MessageStore(data.get(), tree.files());
    String object = words.get(words.size() - 1);
    for (MessageStore.Message each : object.contains("/user/") ? store.of(object.substring(object.lastIndexOf('/') + 1)) : store.all()) {
      if (each.arrived().compareTo(since) >= 0) {
        stream.append(String.format(Locale.ROOT, "%s\t%d\t%s\t%s\t%s%n", each.mailbox(), each.number(), each.flags(), each.arrived(), each.text().replace("\n", "\\n")));
      }
    }
    if (words.get(file).equals("-")) {
      return Answer.said(stream.toString());
    }
    tree.files().write(HostPath.of(words.get(file)), stream.toString());
    return Answer.said("");
  }
}
