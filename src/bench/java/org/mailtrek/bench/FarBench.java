package org.mailtrek.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.ZarafaLab;

/**
 * Times what only looks at booted Zarafa servers whose every round trip takes 40 ms: the plan of a migration, discovery and check, of an estate of one
 * host and of one of several, where directory and database are on hosts of their own. They are reached through the sessions of their hosts. Each is a whole command as users run it. Run by {@code scripts/bench far}, as
 * root.
 */
public final class FarBench {

  private static final Duration FAR = Duration.ofMillis(40);
  private static final String SERVERS = """
      directory: { url: "ldap://DIRECTORY:389", tunnel: true, host: FIRST, bind-dn: "cn=admin,dc=example,dc=com",
                   password: { config: "mail1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd }, base: "dc=example,dc=com",
                   config: { dn: cn=config, bind-dn: "cn=admin,cn=config", password: { config: "mail1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd } } }
      products:
        - { host: mail1, product: zcp, version: 7.2.6, config: /etc/zarafa, attachments: { path: /var/lib/zarafa/attachments }, index: /var/lib/zarafa/search,
            database: { url: "jdbc:mysql://DATABASE:3306/zarafa", tunnel: true, user: zarafa, password: { config: "mail1:/etc/zarafa/server.cfg", directive: mysql_password }, host: LAST } }
      target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
      """;

  private FarBench() {}

  /**
   * Runs the benchmark in the project's folder.
   *
   * @param args how many hosts there are at most (3), and how many rounds (3)
   * @throws IOException when a program can't be started
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int most = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("mailtrek-bench");
    List<LabMachine> machines = new ArrayList<>();
    List<FarProxy> lines = new ArrayList<>();
    try {
      for (int each = 0; each < most; each++) {
        LabMachine machine = ZarafaLab.boot();
        machines.add(machine);
        lines.add(new FarProxy(new InetSocketAddress(machine.address(), machine.port()), FAR));
      }
      Path one = estate(folder.resolve("one"), machines.subList(0, 1), lines);
      Path all = estate(folder.resolve("all"), machines, lines);
      compare("plan zcp-to-kopano, 1 host", 15, rounds, one, "plan", "zcp-to-kopano");
      compare("plan zcp-to-kopano, " + most + " hosts", 20, rounds, all, "plan", "zcp-to-kopano");
      compare("estate discover --plan, 1 host", 15, rounds, one, "estate", "discover", "--plan");
      compare("estate check, 1 host", 15, rounds, one, "estate", "check");
      compare("estate discover --plan, " + most + " hosts", 20, rounds, all, "estate", "discover", "--plan");
      compare("estate check, " + most + " hosts", 20, rounds, all, "estate", "check");
    } finally {
      lines.forEach(FarProxy::close);
      machines.forEach(LabMachine::close);
      new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    }
  }

  private static Path estate(Path folder, List<LabMachine> machines, List<FarProxy> lines) throws IOException {
    Files.createDirectories(folder);
    StringBuilder text = new StringBuilder("estate: far\nhosts:\n");
    StringBuilder known = new StringBuilder();
    for (int each = 0; each < machines.size(); each++) {
      String[] key = machines.get(each).knownHost().split(" ", 2);
      int port = lines.get(each).port();
      known.append("[127.0.0.1]:").append(port).append(' ').append(key[1]).append('\n');
      text.append("  mail").append(each + 1).append(": { ssh: root@127.0.0.1, port: ").append(port).append(", key: ").append(machines.get(each).key()).append(", known-hosts: known_hosts }\n");
    }
    Files.writeString(folder.resolve("known_hosts"), known, StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("estate.yaml"), text + servers(machines), StandardCharsets.UTF_8);
    return folder;
  }

  /** The directory is on the second machine, and the database on the last, where there are so many; all of them hold the same. */
  private static String servers(List<LabMachine> machines) {
    int first = Math.min(2, machines.size());
    int last = machines.size();
    return SERVERS.replace("DIRECTORY", machines.get(first - 1).address()).replace("FIRST", "mail" + first).replace("DATABASE", machines.get(last - 1).address()).replace("LAST", "mail" + last);
  }

  private static void compare(String what, int bar, int rounds, Path estate, String... words) throws IOException, InterruptedException {
    List<Long> took = new ArrayList<>();
    List<String> command = new ArrayList<>(List.of(Path.of("scripts/mailtrek").toAbsolutePath().toString(), "-e", estate.toString(), "--json"));
    command.addAll(List.of(words));
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(estate.resolve("said").toFile()).start();
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() > 2) {
        process.destroyForcibly();
        throw new IOException(what + " failed: " + Files.readString(estate.resolve("said"), StandardCharsets.UTF_8));
      }
      took.add(System.nanoTime() - start);
    }
    took.sort(null);
    double middle = took.get(took.size() / 2) / 1e9;
    System.out.printf(Locale.ROOT, "%s: %.1f s (%.1f to %.1f)   bar %d s   %s%n", what, middle, took.get(0) / 1e9, took.get(took.size() - 1) / 1e9, bar, middle < bar ? "ok" : "MISSED");
  }
}
