package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.config.ByteText;
import org.mailtrek.host.HostPath;

/** What a mail server is to others: its name among several, the sockets it listens on, the keys it shows. */
final class NodeFacts {

  private static final List<String> SOCKETS = List.of("server_pipe_name", "server_pipe_priority", "server_listen", "server_listen_tls", "search_socket");
  private static final List<String> KEYS = List.of("server_ssl_key_file", "server_ssl_ca_file", "sslkeys_path", "ssl_private_key_file", "ssl_certificate_file");

  private NodeFacts() {}

  static List<Fact> of(HostFiles files, ServerSettings server, List<ServerSettings> gateways) {
    List<Fact> facts = new ArrayList<>();
    boolean distributed = server.on("enable_distributed_zarafa") || server.on("enable_distributed_kopano");
    server.filled("server_name").filter(each -> distributed).ifPresent(
        each -> facts.add(Fact.notice("node", "is " + ByteText.show(each.value()) + " of several servers: the others belong into the same estate", each.origin())));
    for (String name : List.of("enable_hosted_zarafa", "enable_hosted_kopano")) {
      if (server.on(name)) {
        facts.add(Fact.found("companies", "several share the server", server.value(name).orElseThrow().origin()));
      }
    }
    for (String name : SOCKETS) {
      server.filled(name).ifPresent(each -> facts.add(Fact.found("socket", name + " = " + Marks.shown(each.value()), each.origin())));
    }
    List<ServerSettings> all = new ArrayList<>(List.of(server));
    all.addAll(gateways);
    for (ServerSettings settings : all) {
      for (String name : KEYS) {
        settings.config().value(name).filter(each -> ConfigPaths.absolute(each.value())).ifPresent(each -> facts.add(key(files, name, each, settings == server)));
      }
    }
    return facts;
  }

  /** Says where a key is. Files of gateways name keys as they are shipped, whether encryption is switched on or not. */
  private static Fact key(HostFiles files, String name, Found path, boolean matters) {
    HostPath file = ConfigPaths.path(path.value());
    String text = name + " = " + file + (files.state(file).isPresent() ? "" : ", which is not there");
    return matters && files.state(file).isEmpty() ? Fact.notice("key", text, path.origin()) : Fact.found("key", text, path.origin());
  }
}
