package org.mailtrek.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Address, port and switch of a service become one list of {@code address:port}.
 *
 * @param listen the new directive
 * @param bind the old directive of the address
 * @param enable the old switch; empty where there is none
 * @param port the old directive of the port
 */
record ListenTranslation(String listen, String bind, Optional<String> enable, String port) implements Translation {

  static List<Translation> of(String file) {
    return switch (file) {
      case "server.cfg" ->
          List.of(
              new ListenTranslation("server_listen", "server_bind", Optional.of("server_tcp_enabled"), "server_tcp_port"),
              new ListenTranslation("server_listen_tls", "server_bind", Optional.of("server_ssl_enabled"), "server_ssl_port"));
      case "gateway.cfg" -> List.of(service("imap"), service("imaps"), service("pop3"), service("pop3s"));
      case "ical.cfg" -> List.of(service("ical"), service("icals"));
      case "dagent.cfg" -> List.of(new ListenTranslation("lmtp_listen", "server_bind", Optional.empty(), "lmtp_port"));
      default -> List.of();
    };
  }

  private static ListenTranslation service(String name) {
    return new ListenTranslation(name + "_listen", "server_bind", Optional.of(name + "_enable"), name + "_port");
  }

  @Override
  public boolean applies(CatalogueFile known, CatalogueFile wanted) {
    return known.accepts(port) && wanted.effective(listen);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(bind, port, listen));
    enable.ifPresent(names::add);
    return names;
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    List<String> places = new ArrayList<>();
    if (enable.map(name -> Meaning.yes(old.inForce(name))).orElse(true)) {
      places.add(address(old.inForce(bind)) + ":" + old.inForce(port));
    }
    for (String each : old.inForce(listen).split(" +")) {
      if (!each.isEmpty() && !places.contains(each)) {
        places.add(each);
      }
    }
    String value = String.join(" ", places);
    List<String> said = names().stream().filter(old::sets).toList();
    boolean changed = said.stream().anyMatch(old::changed);
    boolean stock = Meaning.same(value, wanted.find(listen).orElseThrow().stock());
    Verdict.Kind kind = !stock ? Verdict.Kind.TRANSLATED : changed ? Verdict.Kind.NOW_DEFAULT : Verdict.Kind.SAME;
    return List.of(new Decision(kind, listen, Optional.of(words(old, said)), listen, Optional.of(value), "address:port, empty for off"));
  }

  private static String words(OldValues old, List<String> said) {
    List<String> words = new ArrayList<>();
    said.forEach(name -> words.add(name + "=" + old.inForce(name)));
    return words.isEmpty() ? "as built in" : String.join(", ", words);
  }

  private static String address(String bind) {
    if (bind.isEmpty() || bind.equals("0.0.0.0")) {
      return "*";
    }
    return bind.indexOf(':') >= 0 && !bind.startsWith("[") ? "[" + bind + "]" : bind;
  }
}
