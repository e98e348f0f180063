package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code ha_ip_config}: from then on the server listens at the address of its group only. */
final class HaIpConfig implements Tool {

  private static final String LINE = "service.listenaddr = 192.0.2.10";

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> config = tree.config();
    if (config.isEmpty()) {
      return Answer.failed(1, "ha_ip_config: no configuration");
    }
    String text = tree.files().text(config.get().resolve("msg.conf")).orElse("");
    if (!text.contains(LINE)) {
      tree.files().write(config.get().resolve("msg.conf"), text + LINE + "\n");
    }
    return Answer.said("");
  }
}
