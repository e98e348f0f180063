package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.estate.HostEntry;

/** Turns addresses as a machine knows them into addresses as this machine reaches them. */
final class Reach {

  private final Map<String, HostEntry> hosts;
  private final String host;

  Reach(Map<String, HostEntry> hosts, String host) {
    this.hosts = hosts;
    this.host = host;
  }

  private Optional<String> remote() {
    return hosts.get(host) instanceof HostEntry.Ssh ssh ? Optional.of(address(ssh)) : Optional.empty();
  }

  /** Returns whether an address leads somewhere else from here than from the machine. */
  private boolean onlyThere(String address) {
    return remote().isPresent() && !remote().get().equals(address) && Loopback.is(address);
  }

  private static String address(HostEntry.Ssh ssh) {
    return ssh.destination().substring(ssh.destination().indexOf('@') + 1);
  }

  List<Setting> directory(List<Setting> settings) {
    List<Setting> reached = new ArrayList<>();
    for (Setting each : settings) {
      if (each.key().equals("url") && each.known() && onlyThere(PluginReading.name(each.value()))) {
        String example = each.value().replace("://" + PluginReading.name(each.value()), "://" + remote().get());
        reached.add(Setting.unknown("url", example, each.origin() + " names " + host + "'s own " + each.value() + ": does it answer from here?"));
      } else {
        reached.add(each);
      }
    }
    named(settings, "url", "host").ifPresent(reached::add);
    return reached;
  }

  List<Setting> product(List<Setting> settings) {
    List<Setting> reached = new ArrayList<>(settings);
    Optional<Setting> url = settings.stream().filter(each -> each.key().equals("database.url") && each.known()).findFirst();
    boolean client = settings.stream().anyMatch(each -> each.key().equals("database.client"));
    if (url.isPresent() && !client && onlyThere(databaseHost(url.get().value()))) {
      reached.add(Setting.found("database.client", "true", "the address is " + host + "'s own: its own client is used"));
    }
    named(settings, "database.url", "database.host").ifPresent(reached::add);
    return reached;
  }

  /** Returns the machine of the estate that an address names, where that is another one. */
  private Optional<Setting> named(List<Setting> settings, String addressKey, String hostKey) {
    if (settings.stream().anyMatch(each -> each.key().equals(hostKey))) {
      return Optional.empty();
    }
    return settings.stream()
        .filter(each -> each.key().equals(addressKey) && each.known())
        .map(each -> addressKey.startsWith("d") ? databaseHost(each.value()) : PluginReading.name(each.value()))
        .flatMap(address -> hosts.entrySet().stream().filter(each -> each.getKey().equals(address) || each.getValue() instanceof HostEntry.Ssh ssh && address(ssh).equals(address)))
        .findFirst()
        .map(each -> Setting.found(hostKey, each.getKey(), "the address is that of " + each.getKey()));
  }

  static String databaseHost(String url) {
    String rest = url.substring(url.indexOf("://") + 3);
    String place = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
    int colon = place.lastIndexOf(':');
    return colon < 0 || place.endsWith("]") ? place : place.substring(0, colon);
  }
}
