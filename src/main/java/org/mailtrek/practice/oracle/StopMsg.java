package org.mailtrek.practice.oracle;

import java.io.InputStream;
import org.mailtrek.host.Host;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code stop-msg}. */
final class StopMsg implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    tree.stop();
    return tree.config().isEmpty() ? Answer.failed(1, "stop-msg: no configuration") : Answer.said("");
  }
}
