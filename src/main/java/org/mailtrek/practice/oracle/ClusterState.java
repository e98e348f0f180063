package org.mailtrek.practice.oracle;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What a cluster knows of its groups and resources, in {@value #FILE}, which all its nodes share: {@code group.NAME.nodes}, {@code group.NAME.online},
 * {@code resource.NAME.group}, {@code .enabled}, {@code .monitored}, {@code .Type_version} and the properties of the resource.
 */
final class ClusterState {

  /** Where it is noted. */
  static final String FILE = "/etc/cluster/ccr.standin";

  private final Host machine;
  private final MachineFiles files;
  private final Map<String, String> noted = new TreeMap<>();

  private ClusterState(Host machine) {
    this.machine = machine;
    this.files = new MachineFiles(machine);
  }

  /** Reads it; empty on a machine that is in no cluster. */
  static Optional<ClusterState> of(Host machine) throws TrekException {
    ClusterState state = new ClusterState(machine);
    for (String line : state.files.lines(HostPath.of(FILE))) {
      String[] pair = line.split("=", 2);
      state.noted.put(pair[0], pair[1]);
    }
    return state.noted.isEmpty() ? Optional.empty() : Optional.of(state);
  }

  MachineFiles files() {
    return files;
  }

  String node() {
    return machine.name();
  }

  boolean has(String key) {
    return noted.containsKey(key);
  }

  String get(String key) {
    return noted.getOrDefault(key, "");
  }

  void put(String key, String value) throws TrekException {
    noted.put(key, value);
    write(files, noted);
  }

  /** Writes all of it. */
  static void write(MachineFiles files, Map<String, String> noted) throws TrekException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(noted).forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    files.write(HostPath.of(FILE), text.toString());
  }

  /** Returns the names of the resources. */
  Iterable<String> resources() {
    return noted.keySet().stream().filter(each -> each.startsWith("resource.") && each.endsWith(".group")).map(each -> each.substring("resource.".length(), each.length() - ".group".length())).toList();
  }

  boolean enabled(String resource) {
    return get("resource." + resource + ".enabled").equals("yes");
  }

  /** Returns the node on which the group of a resource is online. */
  String online(String resource) {
    return get("group." + get("resource." + resource + ".group") + ".online");
  }

  /** Returns the tree that a resource starts, with the link before it followed. */
  Installed tree(String resource) throws TrekException {
    HostPath root = HostPath.of(get("resource." + resource + ".IMS_serverroot"));
    return new Installed(files.target(root).orElse(root), files);
  }

  /** Returns whether this node sees the tree of a resource. */
  boolean reaches(String resource) throws TrekException {
    return files.has(tree(resource).root().resolve("bin/start-msg"));
  }
}
