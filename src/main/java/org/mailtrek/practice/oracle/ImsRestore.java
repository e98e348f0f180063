package org.mailtrek.practice.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Plays {@code imsrestore -f FILE|- [-t] [-E]}. Messages that are there are not doubled. A version before 7.0.5.29.0 does not restore flags from an incremental
 * backup.
 */
final class ImsRestore implements Tool {

  private static final String NO_FLAGS = "0000000";

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> data = tree.data();
    List<String> words = call.arguments();
    int file = words.indexOf("-f") + 1;
    boolean standard = file > 0 && file < words.size() && words.get(file).equals("-");
    if (file == 0 || file >= words.size() || !standard && !tree.files().has(HostPath.of(words.get(file)))) {
      return Answer.failed(1, "imsrestore: no such stream");
    }
    List<String> lines = standard ? typed(input) : tree.files().lines(HostPath.of(words.get(file)));
    if (words.contains("-t")) {
      return Answer.said(String.join("\n", lines.stream().map(each -> String.join("\t", List.of(each.split("\t")).subList(0, 3))).toList()) + "\n");
    }
    if (data.isEmpty() || !tree.files().has(data.get().resolve("config/pidfile.store"))) {
      return Answer.failed(1, "imsrestore: stored does not run");
    }
    boolean flags = !words.contains("-E") || tree.version().atLeast("7.0.5.29.0");
    List<MessageStore.Message> messages = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split("\t", 5);
      messages.add(new MessageStore.Message(fields[0], Integer.parseInt(fields[1]), flags ? fields[2] : NO_FLAGS, fields[3], fields[4].replace("\\n", "\n")));
    }
    new MessageStore(data.get(), tree.files()).restore(messages, words.contains("-E"));
    return Answer.said("");
  }

  private static List<String> typed(InputStream input) throws TrekException {
    try {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw TrekException.at("imsrestore").found("the stream broke off: " + e.getMessage()).because(e).next("start again");
    }
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return arguments.contains("-t");
  }
}
