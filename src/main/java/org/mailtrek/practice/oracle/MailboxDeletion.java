package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code mboxutil -d -p user/UID/*}: deletes the mailboxes of a user, where there are any. The store must run. */
final class MailboxDeletion implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> data = tree.data();
    List<String> words = call.arguments();
    if (words.size() != 3 || !words.subList(0, 2).equals(List.of("-d", "-p")) || !words.get(2).matches("user/[^/]+/\\*")) {
      return Answer.failed(64, "usage: mboxutil -d -p user/UID/*");
    }
    if (data.isEmpty() || !tree.files().has(data.get().resolve("config/pidfile.store"))) {
      return Answer.failed(1, "mboxutil: stored does not run");
    }
    new MessageStore(data.get(), tree.files()).remove(words.get(2).split("/")[1]);
    return Answer.said("");
  }
}
