package org.mailtrek.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailtrek.config.Finding.Effect;
import org.mailtrek.host.HostPath;

/** Judges what files of a folder say together: sockets, ports, accounts, the plugin's file. */
final class CrossLint {

  private static final List<String> CLIENTS =
      List.of("dagent.cfg", "spooler.cfg", "gateway.cfg", "ical.cfg", "monitor.cfg", "search.cfg", "archiver.cfg", "admin.cfg", "presence.cfg",
          "spamd.cfg", "backup.cfg");
  private static final List<String> DAEMONS =
      List.of("server.cfg", "dagent.cfg", "spooler.cfg", "gateway.cfg", "ical.cfg", "monitor.cfg", "search.cfg");
  private static final Pattern LOCAL = Pattern.compile("https?://(?:localhost|127\\.0\\.0\\.1|\\[::1\\]):(\\d+)(?:/.*)?");

  private final Catalogue catalogue;
  private final Release release;
  private final List<Finding> findings = new ArrayList<>();

  CrossLint(Catalogue catalogue, Release release) {
    this.catalogue = catalogue;
    this.release = release;
  }

  List<Finding> check(ConfigTree tree, HostPath folder) {
    HostPath server = folder.resolve("server.cfg");
    if (tree.has(server)) {
      OldValues values = values(tree, server);
      sockets(tree, folder, values);
      plugin(tree, server, values);
      search(tree, folder, values);
      database(tree, folder, values);
    }
    accounts(tree, folder);
    return findings;
  }

  private OldValues values(ConfigTree tree, HostPath path) {
    return new OldValues(catalogue.file(release, path.name()), Effective.of(tree, path, Dialect.of(path.name(), release)).values());
  }

  private void broken(HostPath path, String directive, String what, String next) {
    findings.add(new Finding(Effect.BROKEN, path.toString(), 0, directive, what, next));
  }

  private void sockets(ConfigTree tree, HostPath folder, OldValues server) {
    Set<String> pipes = new LinkedHashSet<>(List.of(server.inForce("server_pipe_name").split(" +")));
    pipes.addAll(List.of(server.inForce("server_pipe_priority").split(" +")));
    String ports = server.inForce("server_listen") + " " + server.inForce("server_listen_tls") + " :" + server.inForce("server_tcp_port") + " :"
        + server.inForce("server_ssl_port");
    for (String name : CLIENTS) {
      HostPath path = folder.resolve(name);
      String socket = tree.has(path) ? values(tree, path).inForce("server_socket") : "";
      Matcher local = LOCAL.matcher(socket);
      if (socket.startsWith("file://") && !pipes.contains(socket.substring("file://".length()))) {
        broken(path, "server_socket", "server_socket is " + socket + ", the server listens on " + String.join(" ", pipes), "make them agree");
      } else if (local.matches() && !(ports + " ").contains(":" + local.group(1) + " ")) {
        broken(path, "server_socket", "server_socket is " + socket + ", the server does not listen there", "set server_listen in server.cfg");
      }
    }
  }

  private void plugin(ConfigTree tree, HostPath server, OldValues values) {
    String plugin = values.inForce("user_plugin");
    String file = values.inForce("user_plugin_config");
    boolean needed = plugin.startsWith("ldap") || plugin.equals("unix");
    if (needed && file.startsWith("/") && !tree.has(Effective.resolve(HostPath.ROOT, file))) {
      findings.add(
          new Finding(Effect.PLUGIN_VOID, server.toString(), 0, "user_plugin_config", file + " is not there, user_plugin is " + plugin, "put the file there"));
    }
  }

  /** The archiver keeps a database of its own beside the server's; in one and the same they would spoil each other's tables. */
  private void database(ConfigTree tree, HostPath folder, OldValues server) {
    HostPath path = folder.resolve("archiver.cfg");
    if (!tree.has(path)) {
      return;
    }
    OldValues archiver = values(tree, path);
    boolean same = Stream.of("mysql_database", "mysql_host", "mysql_port").allMatch(name -> archiver.inForce(name).equals(server.inForce(name)));
    if (same && !archiver.inForce("mysql_database").isEmpty()) {
      broken(path, "mysql_database", "the archiver is given the server's own database " + archiver.inForce("mysql_database"), "name the archiver's database");
    }
  }

  private void search(ConfigTree tree, HostPath folder, OldValues server) {
    HostPath path = folder.resolve("search.cfg");
    if (!tree.has(path) || !Meaning.yes(server.inForce("search_enabled"))) {
      return;
    }
    String there = values(tree, path).inForce("server_bind_name");
    String here = server.inForce("search_socket");
    if (!there.isEmpty() && here.startsWith("file://") && !here.equals(there)) {
      broken(path, "server_bind_name", "search listens on " + there + ", the server asks " + here, "make search_socket and server_bind_name agree");
    }
  }

  private void accounts(ConfigTree tree, HostPath folder) {
    for (String directive : List.of("run_as_user", "run_as_group")) {
      Map<String, List<String>> users = new LinkedHashMap<>();
      for (String name : DAEMONS) {
        HostPath path = folder.resolve(name);
        if (tree.has(path) && catalogue.file(release, name).effective(directive)) {
          users.computeIfAbsent(values(tree, path).inForce(directive), key -> new ArrayList<>()).add(name);
        }
      }
      if (users.size() > 1) {
        findings.add(
            new Finding(Effect.WARNED, folder.toString(), 0, directive, "programs run under different accounts: " + users, "set " + directive + " alike"));
      }
    }
  }
}
