package org.mailtrek.practice.oracle;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.mailtrek.host.DiskLayer;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;

/**
 * Makes a practice estate of Oracle Messaging Server by running the stand-ins of its own installer: {@code relay1} and {@code front1} without a store, {@code store1} with one on
 * ZFS, {@code store2}, older, of 32 bits, and without, and {@code store3}, new, on which nothing is installed yet. A directory says on which host each mailbox is.
 */
public final class OracleEstate {

  /** The word by which it is asked for. */
  public static final String KIND = "oracle";

  private static final List<String> FLAGS = List.of("0010000", "0000000", "0011000", "0010100");
  private static final HostPath MEDIA = HostPath.of("/opt/media");
  private static final String NEW = "8.0.2";
  private static final String BASE = "dc=example,dc=com";

  /** Words {@code estate.yaml}; {@code %d} stands for the port of the directory. */
  public static final String DECLARATION =
      """
      # A practice estate: made up, complete, and all of it in this folder.
      estate: oracle
      hosts:
        relay1: { simulated: practice/relay1 }
        front1: { simulated: practice/front1 }
        store1: { simulated: practice/store1 }
        store2: { simulated: practice/store2 }
        store3: { simulated: practice/store3 }
      directory:
        url: ldap://127.0.0.1:%d
        bind-dn: cn=admin,dc=example,dc=com
        password: { file: practice/directory.password }
        base: dc=example,dc=com
      products:
        - { host: relay1, product: oracle, version: 7.0.4.27.0, root: /opt/sun/comms/messaging, data: /var/opt/sun/comms/messaging, link: /opt/ucs/msg }
        - { host: front1, product: oracle, version: 7.0.5.31.0, root: /opt/sun/comms/messaging64, data: /var/opt/sun/comms/messaging64, link: /opt/ucs/msg }
        - { host: store1, product: oracle, version: 7.0.5.31.0, root: /opt/sun/comms/messaging64, data: /var/opt/sun/comms/messaging64, link: /opt/ucs/msg, zfs: rpool/comms-data }
        - { host: store2, product: oracle, version: 7.0.4.27.0, root: /opt/sun/comms/messaging, data: /var/opt/sun/comms/messaging, link: /opt/ucs/msg }
      target: { product: oracle, version: 8.0.2, root: /opt/ucs1/messaging64 }
      """;

  private final int users;
  private final Random random;

  private OracleEstate(int users, long seed) {
    this.users = users;
    this.random = new Random(seed);
  }

  /** A host of the estate: what it is, and which roles it has. */
  private record Machine(String name, String component, String version, List<String> roles) {

    HostPath root() {
      return HostPath.of("/opt/sun/comms").resolve(component.equals("MS") ? "messaging" : "messaging64");
    }

    HostPath data() {
      return HostPath.of("/var" + root());
    }

    boolean store() {
      return roles.contains("local.store");
    }
  }

  private static final List<Machine> HOSTS =
      List.of(
          new Machine("relay1", "MS", "7.0.4.27.0", List.of("local.imta")),
          new Machine("front1", "MS64", "7.0.5.31.0", List.of("local.imta", "local.mmp", "service.http")),
          new Machine("store1", "MS64", "7.0.5.31.0", List.of("local.store", "local.imta", "service.imap")),
          new Machine("store2", "MS", "7.0.4.27.0", List.of("local.store", "local.imta", "service.imap")),
          new Machine("store3", "", NEW, List.of()));

  /** Returns the names of its hosts. */
  public static List<String> hosts() {
    return HOSTS.stream().map(Machine::name).toList();
  }

  /**
   * Makes the machines below a folder, each with its server running.
   *
   * @param machines the folder that will hold a folder for each machine
   * @param users how many mailboxes there are on the two stores together
   * @param seed the same seed makes the same messages
   * @param layer lies between the machines and their disks
   * @throws IOException when a folder can't be made
   * @throws TrekException when a machine refuses
   */
  public static void make(Path machines, int users, long seed, DiskLayer layer) throws IOException, TrekException {
    OracleEstate estate = new OracleEstate(users, seed);
    for (Machine each : HOSTS) {
      Path root = machines.resolve(each.name);
      Files.createDirectories(root);
      try (SimulatedHost host = new SimulatedHost(each.name, root, new Simulation(Map.of(), VendorTools.all(), layer, Clock.systemUTC()))) {
        estate.fill(host, each);
      }
    }
  }

  private void fill(SimulatedHost host, Machine kind) throws TrekException {
    MachineFiles files = new MachineFiles(host);
    for (String version : new TreeSet<>(List.of(kind.version, NEW))) {
      HostPath media = MEDIA.resolve(version);
      files.folders(media);
      files.program(media.resolve("commpkg"));
      files.write(media.resolve("product.version"), version + "\n");
    }
    files.folders(HostPath.of("/usr/sbin"));
    files.folders(RehostUser.PLACE.parent());
    files.program(RehostUser.PLACE);
    files.folders(HostPath.of("/var/tmp"));
    files.folders(HostPath.of("/etc/init.d"));
    files.write(HostPath.of("/etc/passwd"), "root:x:0:0:root:/root:/bin/bash\nmailsrv:x:90:90::/:/bin/false\n");
    files.write(HostPath.of("/etc/group"), "root:x:0:\nmail:x:90:\n");
    if (kind.component.isEmpty()) {
      files.folders(HostPath.of(CommPkg.REGISTRY).parent());
      files.write(HostPath.of(CommPkg.REGISTRY), "\n");
      return;
    }
    run(host, MEDIA.resolve(kind.version).resolve("commpkg").toString(), "install", "--comp=" + kind.component, "--installroot", "/opt/sun/comms", "--silent=NONE");
    data(files, kind);
    new Installed(kind.root(), files).use(kind.data().resolve("config"));
    if (kind.name.equals("store1")) {
      files.program(HostPath.of("/usr/sbin/zfs"));
      files.folders(Zfs.snapshots("rpool/comms-data"));
      files.write(HostPath.of(Zfs.TABLE), "rpool/comms-data " + kind.data().resolve("store") + "\n");
    }
    files.write(HostPath.of("/etc/init.d/messaging"), "#!/bin/sh\n# starts and stops the messaging server\n" + kind.root() + "/bin/$1-msg\n");
    run(host, kind.root() + "/bin/start-msg");
    List<String> listed = new ArrayList<>(files.lines(HostPath.of(CommPkg.REGISTRY)));
    listed.add(0, "DSSETUP 6.4.0.28.0 /opt/sun/comms/dssetup");
    files.write(HostPath.of(CommPkg.REGISTRY), String.join("\n", listed) + "\n");
  }

  private void data(MachineFiles files, Machine kind) throws TrekException {
    HostPath config = kind.data().resolve("config");
    files.folders(config);
    files.folders(kind.data().resolve("log"));
    files.folders(kind.data().resolve("queue/tcp_local/000"));
    files.write(kind.data().resolve("queue/tcp_local/000/ZZ0001.00"), "a message that waits\n");
    StringBuilder conf = new StringBuilder("local.servername = " + kind.name + ".example.com\n");
    kind.roles.forEach(each -> conf.append(each).append(".enable = 1\n"));
    files.write(config.resolve("msg.conf"), conf.toString());
    files.write(config.resolve("imta.cnf"), "! rewrite rules\nexample.com $U%example.com\n");
    if (kind.store()) {
      conf.append("service.authcachettl = 0\n");
      files.write(config.resolve("msg.conf"), conf.toString());
      files.write(config.resolve("option.dat"), "ALIAS_ENTRY_CACHE_TIMEOUT=0\n");
      files.folders(kind.data().resolve("store/mboxlist"));
      files.write(kind.data().resolve("store/format"), "7\n");
      MessageStore store = new MessageStore(kind.data(), files);
      for (int user = kind.name.equals("store1") ? 1 : 2; user <= users; user += 2) {
        for (int number = 1; number <= 3; number++) {
          String text = "Subject: message " + number + "\n\nline " + random.nextInt(1000) + "\n";
          store.put(new MessageStore.Message("user" + user + "/INBOX", number, FLAGS.get(random.nextInt(FLAGS.size())), "20150501:0800" + (10 + number), text));
        }
      }
    }
  }

  /** Returns the entries of the directory, parents before children: whose mailbox is on which host. */
  public static List<Entry> entries(int users) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(BASE, new Attribute("objectClass", "top", "dcObject", "organization"), new Attribute("dc", "example"), new Attribute("o", "Example B.V.")));
    entries.add(new Entry("ou=People," + BASE, new Attribute("objectClass", "top", "organizationalUnit"), new Attribute("ou", "People")));
    for (int user = 1; user <= users; user++) {
      String uid = "user" + user;
      entries.add(new Entry("uid=" + uid + ",ou=People," + BASE, new Attribute("objectClass", "top", "person", "organizationalPerson", "inetOrgPerson", "inetMailUser"), new Attribute("uid", uid),
          new Attribute("cn", "User " + user), new Attribute("sn", Integer.toString(user)), new Attribute("mail", uid + "@example.com"),
          new Attribute("mailHost", (user % 2 == 1 ? "store1" : "store2") + ".example.com"), new Attribute("mailUserStatus", "active")));
    }
    return entries;
  }

  private static void run(SimulatedHost host, String... command) throws TrekException {
    Programs.Ended ended = host.programs().run(command);
    if (!ended.ok()) {
      throw TrekException.at(host.name()).found(String.join(" ", command) + ": " + ended.lastWords()).next("simulate oracle, in a new folder");
    }
  }
}
