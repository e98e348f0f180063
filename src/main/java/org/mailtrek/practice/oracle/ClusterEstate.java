package org.mailtrek.practice.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.host.DiskLayer;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;

/**
 * Makes a practice estate of two clusters of two nodes each. On {@code ha1} and {@code ha2}, which are symmetric, a message store and a relay, each with its tree on
 * shared storage and at home on one node; {@code ha1} has non-global zones with an agent of their own. On {@code in1} and {@code in2}, front ends, whose trees lie
 * on each node while their configuration is shared.
 */
public final class ClusterEstate {

  /** The word by which it is asked for. */
  public static final String KIND = "oracle-cluster";

  private static final String OLD = "7.0.5.31.0";
  private static final String NEW = "8.0.2";
  private static final String NEW_AGENT = "7.0.4";
  private static final HostPath MEDIA = HostPath.of("/opt/media");
  private static final String CLUSTER_BIN = "/usr/cluster/bin";
  private static final HostPath GLOBAL = HostPath.of("/global");

  /** Words {@code estate.yaml}. */
  public static final String DECLARATION =
      """
      # A practice estate: made up, complete, and all of it in this folder.
      estate: oracle-cluster
      hosts:
        ha1: { simulated: practice/ha1 }
        ha2: { simulated: practice/ha2 }
        in1: { simulated: practice/in1 }
        in2: { simulated: practice/in2 }
      products:
        - { host: ha1, product: oracle, version: 7.0.5.31.0, root: /global/mail/comms/messaging64, data: /global/mail/data, resource: mail-rs, group: mail-rg, nodes: ha1 ha2 }
        - { host: ha2, product: oracle, version: 7.0.5.31.0, root: /global/relay/comms/messaging64, data: /global/relay/data, resource: relay-rs, group: relay-rg, nodes: ha2 ha1 }
        - { host: in1, product: oracle, version: 7.0.5.31.0, root: /opt/sun/comms/messaging64, data: /global/front/data, resource: front-rs, group: front-rg, nodes: in1 in2 }
      target: { product: oracle, version: 8.0.2, root: /global/new/messaging64 }
      """;

  /** A server in a group: its name, its home node, and what it does. */
  private record Server(String name, String home, List<String> roles) {

    boolean shared() {
      return !name.equals("front");
    }

    HostPath root() {
      return shared() ? GLOBAL.resolve(name).resolve("comms/messaging64") : HostPath.of("/opt/sun/comms/messaging64");
    }

    HostPath data() {
      return GLOBAL.resolve(name).resolve("data");
    }
  }

  private static final List<Server> SERVERS =
      List.of(
          new Server("mail", "ha1", List.of("local.store", "local.imta", "service.imap")),
          new Server("relay", "ha2", List.of("local.imta")),
          new Server("front", "in1", List.of("local.imta", "local.mmp", "service.http")));
  private static final List<String> NODES = List.of("ha1", "ha2", "in1", "in2");

  private final Path machines;
  private final DiskLayer layer;

  private ClusterEstate(Path machines, DiskLayer layer) {
    this.machines = machines;
    this.layer = layer;
  }

  /** Returns the folders that it consists of: those of its nodes, and those that they share. */
  public static List<String> folders() {
    return List.of("ha1", "ha2", "in1", "in2", "ha.shared", "in.shared");
  }

  /** Returns the names of its nodes. */
  public static List<String> hosts() {
    return NODES;
  }

  /**
   * Makes the machines below a folder, each server running on its home node.
   *
   * @param machines the folder that will hold a folder for each machine, and one for what two of them share
   * @param users how many mailboxes there are
   * @param layer lies between the machines and their disks
   * @throws IOException when a folder can't be made
   * @throws TrekException when a machine refuses
   */
  public static void make(Path machines, int users, DiskLayer layer) throws IOException, TrekException {
    ClusterEstate estate = new ClusterEstate(machines, layer);
    for (String each : NODES) {
      estate.node(each);
    }
    for (Server each : SERVERS) {
      estate.server(each, users);
    }
    for (String cluster : List.of("ha", "in")) {
      try (SimulatedHost first = estate.host(cluster + "1")) {
        ClusterState.write(new MachineFiles(first), noted(cluster));
      }
    }
  }

  private SimulatedHost host(String name) throws TrekException {
    return new SimulatedHost(name, machines.resolve(name), new Simulation(Map.of(), VendorTools.all(), layer, Clock.systemUTC()));
  }

  private static Map<String, String> noted(String cluster) {
    Map<String, String> noted = new TreeMap<>();
    for (Server each : SERVERS) {
      if (each.home.startsWith(cluster)) {
        String group = "group." + each.name + "-rg.";
        String resource = "resource." + each.name + "-rs.";
        noted.put(group + "nodes", cluster + "1 " + cluster + "2");
        noted.put(group + "online", each.home);
        noted.put(resource + "group", each.name + "-rg");
        noted.put(resource + "enabled", "yes");
        noted.put(resource + "monitored", "yes");
        noted.put(resource + "Type_version", oldAgent(cluster));
        noted.put(resource + "IMS_serverroot", each.root().toString());
      }
    }
    return noted;
  }

  /** On one of the clusters an agent that does not know the new server. */
  private static String oldAgent(String node) {
    return node.startsWith("ha") ? "6.3" : "7.0.1";
  }

  private void node(String name) throws IOException, TrekException {
    Path root = machines.resolve(name);
    String shared = name.substring(0, 2) + ".shared";
    Files.createDirectories(root.resolve("global"));
    Files.createDirectories(root.resolve("etc/cluster"));
    Files.createDirectories(machines.resolve(shared).resolve("global"));
    Files.createDirectories(machines.resolve(shared).resolve("cluster"));
    Files.createDirectories(SimulatedHost.beside(root));
    Files.writeString(SimulatedHost.beside(root).resolve("mounts"), "/global " + shared + "/global\n/etc/cluster " + shared + "/cluster\n", StandardCharsets.UTF_8);
    try (SimulatedHost host = host(name)) {
      MachineFiles files = new MachineFiles(host);
      for (String version : List.of(OLD, NEW)) {
        HostPath media = MEDIA.resolve(version);
        files.folders(media);
        files.program(media.resolve("commpkg"));
        files.write(media.resolve("product.version"), version + "\n");
        files.write(media.resolve("agent.version"), (version.equals(NEW) ? NEW_AGENT : oldAgent(name)) + "\n");
      }
      for (String folder : List.of("/var/tmp", "/usr/sbin", CLUSTER_BIN)) {
        files.folders(HostPath.of(folder));
      }
      for (String each : List.of("scswitch", "scrgadm", "clresource", "clresourcegroup", "scha_resource_get", "scha_resourcegroup_get")) {
        files.program(HostPath.of(CLUSTER_BIN).resolve(each));
      }
      files.program(HostPath.of("/usr/sbin/zoneadm"));
      files.program(HostPath.of("/usr/sbin/zlogin"));
      files.write(HostPath.of("/etc/passwd"), "root:x:0:0:root:/root:/bin/bash\nmailsrv:x:90:90::/:/bin/false\n");
      files.write(HostPath.of("/etc/group"), "root:x:0:\nmail:x:90:\n");
      agent(files, name);
    }
  }

  private static void agent(MachineFiles files, String node) throws TrekException {
    files.folders(HostPath.of("/var/sadm/install"));
    files.write(HostPath.of("/var/sadm/install/gz-only-packages"), node.equals("ha1") ? "SUNWother\n" : "SUNWscims\n");
    if (node.equals("ha1")) {
      files.write(HostPath.of(AgentPackage.ZONES), "zone1 /zones/zone1/root\n");
    }
    new AgentPackage(files, HostPath.ROOT).write(oldAgent(node));
    List<String> listed = new java.util.ArrayList<>(files.lines(HostPath.of(CommPkg.REGISTRY)));
    listed.add(0, "DSSETUP 6.4.0.28.0 /opt/sun/comms/dssetup");
    files.write(HostPath.of(CommPkg.REGISTRY), String.join("\n", listed) + "\n");
  }

  private void server(Server server, int users) throws TrekException {
    for (String node : server.shared() ? List.of(server.home) : List.of("in1", "in2")) {
      try (SimulatedHost host = host(node)) {
        MachineFiles files = new MachineFiles(host);
        run(host, MEDIA.resolve(OLD).resolve("commpkg").toString(), "install", "--comp=MS64", "--installroot", server.root().parent().toString(), "--silent=NONE");
        if (node.equals(server.home)) {
          data(files, server, users);
        }
        new Installed(server.root(), files).use(server.data().resolve("config"));
      }
    }
    try (SimulatedHost host = host(server.home)) {
      run(host, server.root() + "/bin/start-msg");
    }
  }

  private static void data(MachineFiles files, Server server, int users) throws TrekException {
    HostPath config = server.data().resolve("config");
    files.folders(config);
    files.folders(server.data().resolve("log"));
    files.folders(server.data().resolve("queue/tcp_local/000"));
    files.write(server.data().resolve("queue/tcp_local/000/ZZ0001.00"), "a message that waits\n");
    StringBuilder conf = new StringBuilder("local.servername = " + server.name + ".example.com\n");
    server.roles.forEach(each -> conf.append(each).append(".enable = 1\n"));
    files.write(config.resolve("msg.conf"), conf.toString());
    files.write(config.resolve("imta.cnf"), "! rewrite rules\nexample.com $U%example.com\n");
    if (server.roles.contains("local.store")) {
      files.folders(server.data().resolve("store/mboxlist"));
      files.write(server.data().resolve("store/format"), "7\n");
      MessageStore store = new MessageStore(server.data(), files);
      for (int user = 1; user <= users; user++) {
        store.put(new MessageStore.Message("user" + user + "/INBOX", 1, "0010000", "20150501:080011", "Subject: to " + user + "\n\nhello\n"));
      }
    }
  }

  private static void run(SimulatedHost host, String... command) throws TrekException {
    Programs.Ended ended = host.programs().run(command);
    if (!ended.ok()) {
      throw TrekException.at(host.name()).found(String.join(" ", command) + ": " + ended.lastWords()).next("simulate " + KIND + ", in a new folder");
    }
  }
}
