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
 * @param device the old directive of the interface; empty where there is none
 */
record ListenTranslation(String listen, String bind, Optional<String> enable, String port, Optional<String> device) implements Translation {

  static List<Translation> of(String file) {
    return List.copyOf(services(file));
  }

  /** Returns the services of the program that reads a file. */
  static List<ListenTranslation> services(String file) {
    return switch (file) {
      case "server.cfg" ->
          List.of(
              new ListenTranslation("server_listen", "server_bind", Optional.of("server_tcp_enabled"), "server_tcp_port", Optional.empty()),
              new ListenTranslation("server_listen_tls", "server_bind", Optional.of("server_ssl_enabled"), "server_ssl_port", Optional.empty()));
      case "gateway.cfg" -> List.of(service("imap"), service("imaps"), service("pop3"), service("pop3s"));
      case "ical.cfg" -> List.of(service("ical"), service("icals"));
      case "dagent.cfg" -> List.of(new ListenTranslation("lmtp_listen", "server_bind", Optional.empty(), "lmtp_port", Optional.of("server_bind_intf")));
      default -> List.of();
    };
  }

  private static ListenTranslation service(String name) {
    return new ListenTranslation(name + "_listen", "server_bind", Optional.of(name + "_enable"), name + "_port", Optional.empty());
  }

  @Override
  public boolean applies(CatalogueFile known, CatalogueFile wanted) {
    boolean interfaceOnly = device.map(name -> known.effective(name) && !wanted.effective(name)).orElse(false);
    return (known.accepts(port) || interfaceOnly) && wanted.effective(listen);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(bind, port, listen));
    for (Optional<String> each : List.of(enable, device)) {
      each.ifPresent(names::add);
    }
    return names;
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    boolean both = old.known().accepts(port);
    String device = this.device.map(old::inForce).orElse("");
    boolean devices = this.device.map(name -> !wanted.effective(name)).orElse(false);
    List<String> places = new ArrayList<>();
    if (both && enable.map(name -> Meaning.yes(old.inForce(name))).orElse(true)) {
      places.add(new ListenPlaces.Place(address(old.inForce(bind)), devices ? device : "", old.inForce(port)).toString());
    }
    for (ListenPlaces.Place each : ListenPlaces.parse(old.inForce(listen)).all()) {
      boolean plain = devices && !device.isEmpty() && each.device().isEmpty();
      String place = (plain ? new ListenPlaces.Place(each.address(), device, each.port()) : each).toString();
      if (!places.contains(place)) {
        places.add(place);
      }
    }
    String value = String.join(" ", places);
    List<String> said = names().stream().filter(old::sets).toList();
    boolean changed = said.stream().anyMatch(old::changed);
    boolean stock = Meaning.same(value, wanted.find(listen).orElseThrow().stock());
    Verdict.Kind kind = !stock ? Verdict.Kind.TRANSLATED : changed ? Verdict.Kind.NOW_DEFAULT : Verdict.Kind.SAME;
    List<Decision> decisions = new ArrayList<>(List.of(new Decision(kind, listen, Optional.of(words(old, said)), listen, Optional.of(value), "address:port, empty for off")));
    if (!devices && !device.isEmpty()) {
      decisions.add(Decision.put(Verdict.Kind.KEPT, this.device.orElseThrow(), device, this.device.orElseThrow(), device, ""));
    }
    return decisions;
  }

  private static String words(OldValues old, List<String> said) {
    List<String> words = new ArrayList<>();
    said.forEach(name -> words.add(name + "=" + old.inForce(name)));
    return words.isEmpty() ? "as built in" : String.join(", ", words);
  }

  private static String address(String bind) {
    return bind.equals("0.0.0.0") || bind.equals("*") ? "" : bind.replace("[", "").replace("]", "");
  }
}
