package org.mailtrek.discovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.Catalogue;
import org.mailtrek.host.HostView;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;

/** A machine that somebody else has set up: a folder with whatever a test puts there. */
final class FoundMachine {

  private static final Catalogue CATALOGUE = Catalogue.open();

  private final Path root;
  private final StringBuilder status = new StringBuilder();

  /** Makes one in a folder, which is not its root: some of what belongs to a simulated machine lies beside that. */
  FoundMachine(Path folder) throws IOException {
    this.root = Files.createDirectories(folder.resolve("machine"));
  }

  FoundMachine file(String path, String... lines) throws IOException {
    return file(path, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  FoundMachine file(String path, byte[] content) throws IOException {
    Path file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  FoundMachine folder(String path) throws IOException {
    Files.createDirectories(root.resolve(path.substring(1)));
    return this;
  }

  FoundMachine link(String path, String target) throws IOException {
    Path link = root.resolve(path.substring(1));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
    return this;
  }

  FoundMachine installed(String name, String version) throws IOException {
    status.append("Package: ").append(name).append("\nStatus: install ok installed\nVersion: ").append(version).append("\n\n");
    return file("/var/lib/dpkg/status", status.toString());
  }

  HostView view() throws TrekException {
    return new SimulatedHost("mail1", root, Simulation.of(Map.of())).view();
  }

  HostFindings look() throws TrekException {
    return HostDiscovery.of(view(), CATALOGUE);
  }

  static Setting of(List<Setting> settings, String key) {
    return settings.stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow(() -> new AssertionError(key + " is not among " + settings));
  }

  static Optional<Fact> fact(HostFindings findings, String part) {
    return findings.facts().stream().filter(each -> (each.what() + " " + each.value()).contains(part)).findFirst();
  }
}
