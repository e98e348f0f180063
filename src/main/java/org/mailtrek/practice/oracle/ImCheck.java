package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code imcheck -D [-p user/UID/*]}: a line for each message, with mailbox, number, flags, size and date, that can be compared. */
final class ImCheck implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> data = tree.data();
    if (data.isEmpty()) {
      return Answer.failed(1, "imcheck: no store");
    }
    StringBuilder text = new StringBuilder();
    MessageStore store = new MessageStore(data.get(), tree.files());
    int pattern = call.arguments().indexOf("-p") + 1;
    for (MessageStore.Message each : pattern == 0 ? store.all() : store.of(call.arguments().get(pattern).split("/")[1])) {
      text.append(each.mailbox()).append('|').append(each.number()).append('|').append(each.flags()).append('|').append(each.text().length()).append('|').append(each.arrived()).append('\n');
    }
    return Answer.said(text.toString());
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return true;
  }
}
