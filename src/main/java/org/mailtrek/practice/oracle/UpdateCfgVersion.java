package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code updateCfgVersion}: brings the configuration to the version of the tree; from 7.0.5 on that makes {@code restricted.cnf}. */
final class UpdateCfgVersion implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> config = tree.config();
    if (config.isEmpty()) {
      return Answer.failed(1, "updateCfgVersion: no configuration");
    }
    update(tree, config.get());
    return Answer.said("");
  }

  static void update(Installed tree, HostPath config) throws TrekException {
    if (tree.version().atLeast("7.0.5")) {
      tree.files().write(config.resolve("restricted.cnf"), "! users that imsimta may act as\nuser=mailsrv\n");
    }
    Optional<String> before = tree.files().text(config.resolve("cfgversion"));
    if (before.isEmpty() || ProductVersion.of(before.get().strip()).compareTo(tree.version()) < 0) {
      tree.files().write(config.resolve("cfgversion"), tree.version().text() + "\n");
    }
  }
}
