package org.mailtrek.practice.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** An installed tree of the server, with the data and the configuration that its links lead to. */
final class Installed {

  /** The programs of a tree; the one that starts it is written last. */
  static final List<String> BIN = List.of("stop-msg", "useconfig", "imsimta", "updateCfgVersion", "ha_ip_config", "configtoxml", "imsbackup", "imsrestore", "imcheck", "mboxutil", "configutil", "start-msg");

  private final HostPath root;
  private final MachineFiles files;

  Installed(HostPath root, MachineFiles files) {
    this.root = root;
    this.files = files;
  }

  /** Returns the tree that a program lies in. */
  static Installed of(Tool.Call call, Host machine) {
    return new Installed(call.program().parent().parent(), new MachineFiles(machine));
  }

  MachineFiles files() {
    return files;
  }

  HostPath root() {
    return root;
  }

  private HostPath versionFile() {
    return root.resolve("lib/version");
  }

  ProductVersion version() throws TrekException {
    return ProductVersion.of(files.text(versionFile()).orElse("0").strip());
  }

  Optional<HostPath> config() throws TrekException {
    return files.target(root.resolve("config"));
  }

  Optional<HostPath> data() throws TrekException {
    return files.target(root.resolve("data"));
  }

  /** Lets the tree use a configuration, and the data and the log beside it. */
  void use(HostPath config) throws TrekException {
    files.link(root.resolve("data"), config.parent());
    files.link(root.resolve("log"), config.parent().resolve("log"));
    files.link(root.resolve("config"), config);
  }

  /** Writes the tree of a version; links that are there stay. */
  void write(String version) throws TrekException {
    for (String each : List.of("bin", "lib")) {
      files.folders(root.resolve(each));
    }
    files.write(versionFile(), version + "\n");
    for (String each : BIN) {
      files.program(root.resolve("bin").resolve(each));
    }
  }

  /** Returns the roles that the configuration gives it. */
  List<String> roles() throws TrekException {
    List<String> roles = new ArrayList<>();
    Optional<HostPath> config = config();
    for (String file : List.of("msg.conf", "config.xml")) {
      for (String line : config.isPresent() ? files.lines(config.get().resolve(file)) : List.<String>of()) {
        if (line.matches(".*\\.enable( = 1|\">1</option>)")) {
          roles.add(line.replaceFirst("^(  <option name=\")?(local|service)\\.", "").replaceFirst("\\.enable.*", ""));
        }
      }
    }
    return roles;
  }

  boolean running() throws TrekException {
    return !processes().isEmpty();
  }

  /** Returns the marks of the processes that run. */
  List<HostPath> processes() throws TrekException {
    Optional<HostPath> config = config();
    return config.isEmpty() ? List.of() : files.list(config.get()).stream().filter(each -> each.name().startsWith("pidfile.")).toList();
  }

  /** Stops what runs on its configuration, the watcher first. */
  void stop() throws TrekException {
    List<HostPath> marks = new ArrayList<>(processes());
    java.util.Collections.reverse(marks);
    for (HostPath each : marks) {
      files.remove(each);
    }
  }
}
