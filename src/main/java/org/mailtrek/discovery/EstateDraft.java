package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.estate.HostEntry;

/**
 * What {@code estate.yaml} should say, by what was found on the estate's machines. Addresses are put as they are reached from here: a machine's
 * own loopback is not, where that machine is another one.
 */
public final class EstateDraft {

  private final String name;
  private final Map<String, HostEntry> hosts;
  private final Map<String, List<Setting>> products = new LinkedHashMap<>();
  private List<Setting> directory = List.of();
  private String directoryHost = "";
  private final Map<String, List<Fact>> facts = new LinkedHashMap<>();

  /**
   * Puts together what was found.
   *
   * @param name the estate's name
   * @param hosts the machines as they are declared, or will be
   * @param findings what was found on them; the directory is that of the first that has one
   */
  public EstateDraft(String name, Map<String, HostEntry> hosts, List<HostFindings> findings) {
    this.name = name;
    this.hosts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    for (HostFindings each : findings) {
      List<Fact> all = new ArrayList<>(each.facts());
      Reach reach = new Reach(this.hosts, each.host());
      if (!each.directory().isEmpty()) {
        directory(each, reach.directory(each.directory()), all);
      }
      if (!each.product().isEmpty()) {
        products.put(each.host(), reach.product(each.product()));
      }
      facts.put(each.host(), all);
    }
  }

  private void directory(HostFindings from, List<Setting> settings, List<Fact> facts) {
    if (directory.isEmpty()) {
      directory = settings;
      directoryHost = from.host();
      return;
    }
    for (Setting each : settings) {
      Optional<Setting> first = directory.stream().filter(other -> other.key().equals(each.key())).findFirst();
      boolean counts = List.of("url", "base").contains(each.key()) && each.known();
      if (counts && first.isPresent() && first.get().known() && !Normal.same(each.key(), first.get().value(), each.value())) {
        facts.add(Fact.notice("directory", "has " + each.key() + " " + each.value() + ", and " + directoryHost + " has " + first.get().value(), each.origin()));
      }
    }
  }

  /** Returns the machines. */
  Map<String, HostEntry> hosts() {
    return hosts;
  }

  String name() {
    return name;
  }

  List<Setting> directory() {
    return directory;
  }

  Map<String, List<Setting>> products() {
    return products;
  }

  /** Returns what else there is to know, by machine. */
  public Map<String, List<Fact>> facts() {
    return java.util.Collections.unmodifiableMap(facts);
  }

  /** Returns all settings by their whole keys, such as {@code products.mail1.database.url}. */
  public Map<String, Setting> settings() {
    Map<String, Setting> all = new LinkedHashMap<>();
    directory.forEach(each -> all.put("directory." + each.key(), each));
    products.forEach((host, settings) -> settings.forEach(each -> all.put("products." + host + "." + each.key(), each)));
    return all;
  }

  /** Returns the whole text of a new file, with the origin behind each value; what is not known is commented out, with an example. */
  public String text() {
    return new DraftText(this).all();
  }
}
