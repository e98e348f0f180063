package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code imsimta version}. From 7.0.5 on it needs {@code restricted.cnf}, which only the first start, or updateCfgVersion, makes. */
final class Imsimta implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> config = tree.config();
    if (!call.arguments().equals(List.of("version"))) {
      return Answer.failed(64, "usage: imsimta version");
    }
    if (tree.version().atLeast("7.0.5") && config.isPresent() && !tree.files().has(config.get().resolve("restricted.cnf"))) {
      return Answer.failed(1, "imsimta: " + config.get() + "/restricted.cnf does not exist");
    }
    String bits = tree.root().name().endsWith("64") ? "64bit" : "32bit";
    return Answer.said("Oracle Communications Messaging Server " + tree.version().text() + " " + bits + " (built Jan  1 2018)\nlibimta.so " + tree.version().text() + " " + bits + "\n");
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return arguments.equals(List.of("version"));
  }
}
