package org.mailtrek.practice.oracle;

import java.io.InputStream;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code useconfig CONFIGDIR}: lets a tree use a configuration that is there, and the data and the log beside it. */
final class UseConfig implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    if (call.arguments().size() != 1) {
      return Answer.failed(64, "usage: useconfig CONFIGDIR");
    }
    HostPath config = HostPath.of(call.arguments().get(0));
    if (!tree.files().has(config.resolve("msg.conf")) && !tree.files().has(config.resolve("config.xml"))) {
      return Answer.failed(1, "useconfig: " + config + " holds no configuration");
    }
    tree.use(config);
    return Answer.said("");
  }
}
