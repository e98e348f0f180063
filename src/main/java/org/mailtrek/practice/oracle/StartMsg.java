package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code start-msg [COMPONENT]}: a version that is used for the first time updates the configuration, and its message store the data. */
final class StartMsg implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> config = tree.config();
    if (config.isEmpty() || !tree.files().has(config.get())) {
      return Answer.failed(1, "start-msg: no configuration: run useconfig or configure");
    }
    List<String> roles = tree.roles();
    boolean store = roles.contains("store") && (call.arguments().isEmpty() || call.arguments().contains("store")); // the watcher alone opens no store
    HostPath format = config.get().parent().resolve("store/format");
    int there = Integer.parseInt(tree.files().text(format).orElse("7").strip());
    int known = tree.version().storeFormat();
    if (store && there > known) {
      return Answer.failed(1, "stored: mailbox list: invalid format " + there + ": this version knows " + known);
    }
    UpdateCfgVersion.update(tree, config.get());
    if (store && there < known) {
      tree.files().folders(format.parent());
      tree.files().write(format, known + "\n");
    }
    for (String each : call.arguments().isEmpty() ? processes(roles) : call.arguments()) {
      tree.files().write(config.get().resolve("pidfile." + each), "ready\n");
    }
    return Answer.said("Starting " + String.join(", ", call.arguments().isEmpty() ? processes(roles) : call.arguments()) + "\n");
  }

  /** Returns what is started, in this order: the watcher first, who starts the others. */
  private static List<String> processes(List<String> roles) {
    List<String> all = new ArrayList<>(List.of("watcher"));
    all.addAll(roles);
    all.add("sched");
    return all;
  }
}
