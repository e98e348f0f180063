package org.mailtrek.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Postfix, asked by postconf(1) and postmap(1). */
final class Postfix implements MailAgent {

  private static final Pattern LMTP = Pattern.compile("lmtp:(?:inet:)?\\[?([^\\]:]+)\\]?:([0-9]+)");
  private static final List<String> MAPS = List.of("virtual_mailbox_maps", "relay_recipient_maps", "virtual_alias_maps");
  private static final String TRANSPORTS = "transport_maps";
  private static final String TRANSPORT = "virtual_transport";
  private static final String INTERFACES = "inet_interfaces";
  private static final Pattern SERVER = Pattern.compile("(?:\\[?([^\\]]*)\\]?:)?([A-Za-z0-9]+)\\s+inet\\s(?:\\s*\\S+){5}\\s+(?:smtpd|postscreen)\\b.*");
  private static final Set<Integer> OF_PEOPLE = Set.of(465, 587);

  private final HostView host;
  private final MailDialog dialog;

  Postfix(HostView host) {
    this.host = host;
    this.dialog = new MailDialog(host);
  }

  @Override
  public Route route(List<String> addresses) throws TrekException {
    Map<String, String> settings = settings();
    List<String> maps = MAPS.stream().flatMap(each -> maps(settings, each)).toList();
    String address = maps.isEmpty() ? addresses.get(0) : known(maps, addresses);
    Matcher transport = LMTP.matcher(transport(settings, address));
    return new Route(address, maps.isEmpty() ? "postfix has no map of recipients" : "postfix finds " + address,
        transport.matches() ? Optional.of(new Listening(transport.group(1), Integer.parseInt(transport.group(2)))) : Optional.empty());
  }

  /** Returns how mail for an address leaves, transport(5) before the transport of all. */
  private String transport(Map<String, String> settings, String address) throws TrekException {
    for (String map : maps(settings, TRANSPORTS).toList()) {
      for (String key : List.of(address, address.substring(address.indexOf('@') + 1))) {
        String found = looked(key, map).out();
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return settings.getOrDefault(TRANSPORT, "");
  }

  private static Stream<String> maps(Map<String, String> settings, String parameter) {
    return Stream.of(settings.getOrDefault(parameter, "").split("[,\\s]+")).filter(map -> !map.isEmpty()).map(map -> map.replaceFirst("^proxy:", ""));
  }

  /** Asks for all at once, since each program that is asked costs time on a machine far away. */
  private Map<String, String> settings() throws TrekException {
    List<String> command = new ArrayList<>(List.of("postconf", "-x", TRANSPORT, TRANSPORTS, INTERFACES));
    command.addAll(MAPS);
    Map<String, String> settings = new HashMap<>();
    for (String line : dialog.run(command).out().lines().filter(each -> each.contains(" =")).toList()) {
      int equals = line.indexOf(" =");
      settings.put(line.substring(0, equals), line.substring(equals + 2).strip());
    }
    return settings;
  }

  /** Asks a map; one that can't be asked defers or bounces mail. */
  private MailDialog.Said looked(String key, String map) throws TrekException {
    MailDialog.Said said = dialog.run(List.of("postmap", "-q", key, map));
    if (said.code() != 0 && said.words().matches("(?s).*\\b(fatal|error)\\b.*")) {
      throw refused("can't look recipients up in " + map + ": " + said.words(), "mend it, then: exec " + host.name() + " postmap -q " + key + " " + map);
    }
    return said;
  }

  private String known(List<String> maps, List<String> addresses) throws TrekException {
    for (String map : maps) {
      for (String address : addresses) {
        MailDialog.Said said = looked(address, map);
        if (said.code() == 0 && !said.out().isEmpty()) {
          return address;
        }
      }
    }
    throw refused("finds none of " + String.join(", ", addresses) + " in " + String.join(", ", maps) + ": mail would bounce",
        "name the directory's new classes and attributes there, then: exec " + host.name() + " postmap -q " + addresses.get(0) + " " + maps.get(0));
  }

  @Override
  public Listening listening() throws TrekException {
    String first = settings().getOrDefault(INTERFACES, "all").split("[,\\s]+")[0];
    String everywhere = first.equals("all") || first.equals("loopback-only") ? "" : first;
    for (String line : dialog.run(List.of("postconf", "-M")).out().lines().toList()) {
      Matcher server = SERVER.matcher(line);
      if (server.matches()) {
        int port = MailAgent.port(server.group(2)).orElse(SMTP);
        if (!OF_PEOPLE.contains(port)) {
          return Listening.at(server.group(1) == null ? everywhere : server.group(1), port);
        }
      }
    }
    return Listening.at(everywhere, SMTP);
  }

  private TrekException refused(String found, String next) {
    return TrekException.at(host.name() + ": postfix").kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
