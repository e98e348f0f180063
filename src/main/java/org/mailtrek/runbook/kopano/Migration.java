package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.Release;
import org.mailtrek.estate.Declaration;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What moves where on one host.
 *
 * @param host name of the host
 * @param from the release that is there
 * @param to the release that will be there
 * @param oldConfig folder of the configuration now
 * @param newConfig folder of the configuration then
 * @param oldAttachments folder of the attachments now
 * @param newAttachments folder of the attachments then
 * @param oldIndex folder of the search index now
 * @param newIndex folder of the search index then
 */
record Migration(
    String host,
    Release from,
    Release to,
    HostPath oldConfig,
    HostPath newConfig,
    HostPath oldAttachments,
    HostPath newAttachments,
    HostPath oldIndex,
    HostPath newIndex) {

  /**
   * Reads the migrations of all Zarafa servers from what is declared, in its order.
   *
   * @param moved whether the attachments move
   * @throws TrekException of kind {@code ESTATE} when the estate is not one from which this migration starts
   */
  static List<Migration> all(Declaration declared, boolean moved) throws TrekException {
    List<Migration> all = new ArrayList<>();
    for (Declaration.Product each : servers(declared, "zcp", "Zarafa")) {
      all.add(of(each, target(declared), moved));
    }
    return all;
  }

  private static Migration of(Declaration.Product old, Declaration.Target target, boolean moved) throws TrekException {
    Release from = release("zcp", old.version(), "products");
    Release to = release("kc", target.version(), "target");
    HostPath attachments = old.places().attachments().orElse(HostPath.of("/var/lib/zarafa/attachments"));
    return new Migration(
        old.host(),
        from,
        to,
        old.places().config().orElse(HostPath.of(from.folder())),
        target.places().config().orElse(HostPath.of(to.folder())),
        attachments,
        moved ? target.places().attachments().orElse(HostPath.of("/var/lib/kopano/attachments")) : attachments,
        old.places().index().orElse(HostPath.of(from.atLeast("zcp-7.2.0") ? "/var/lib/zarafa/search" : "/var/lib/zarafa/index")),
        target.places().index().orElse(HostPath.of("/var/lib/kopano/search")));
  }

  /**
   * Reads an upgrade of Kopano from what is declared: everything stays where it is.
   *
   * @throws TrekException of kind {@code ESTATE} when the estate is not one from which an upgrade starts, or no server goes that way
   */
  static Migration upgrade(Declaration declared) throws TrekException {
    List<Declaration.Product> servers = servers(declared, "kc", "Kopano");
    if (servers.size() > 1) {
      throw wrong("products", "several Kopano servers are declared, and this runbook upgrades one", "declare an estate for each server");
    }
    Declaration.Product old = servers.get(0);
    Release from = release("kc", old.version(), "products");
    Release to = release("kc", target(declared).version(), "target");
    Schemas.check(from, to);
    HostPath config = old.places().config().orElse(HostPath.of(from.folder()));
    HostPath attachments = old.places().attachments().orElse(HostPath.of("/var/lib/kopano/attachments"));
    HostPath index = old.places().index().orElse(HostPath.of("/var/lib/kopano/search"));
    return new Migration(old.host(), from, to, config, config, attachments, attachments, index, index);
  }

  private static List<Declaration.Product> servers(Declaration declared, String product, String name) throws TrekException {
    List<Declaration.Product> products = declared.products().stream().filter(each -> each.product().equals(product)).toList();
    if (products.isEmpty()) {
      throw wrong("products", "no host with product " + product + " is declared", "declare the " + name + " server under products in estate.yaml");
    }
    return products;
  }

  private static Declaration.Target target(Declaration declared) throws TrekException {
    Declaration.Target target = declared.target().orElseThrow(() -> wrong("target", "no target is declared", "write: target: { product: kc, version: 8.7.25 }"));
    if (!target.product().equals("kc")) {
      throw wrong("target", "the target is " + target.product() + ", and this runbook leads to kc", "write: target: { product: kc, version: 8.7.25 }");
    }
    return target;
  }

  private static Release release(String product, String version, String key) throws TrekException {
    try {
      return Release.of(product + "-" + version);
    } catch (IllegalArgumentException e) {
      throw wrong(key, e.getMessage(), "correct version under " + key + " in estate.yaml");
    }
  }

  private static TrekException wrong(String key, String what, String next) {
    return TrekException.at("estate.yaml: " + key).kind(TrekException.Kind.ESTATE).found(what).next(next);
  }

  /** Returns whether the search index can be used by the new release: that of ZCP 7.2 can, older ones are another format. */
  boolean indexCarriesOver() {
    return from.atLeast("zcp-7.2.0");
  }

  /** Returns all folders that lead elsewhere afterwards, by where they were. */
  Map<HostPath, HostPath> paths() {
    Map<HostPath, HostPath> paths = new LinkedHashMap<>();
    for (String each : List.of("/var/lib/#", "/var/log/#", "/run/#d", "/var/run/#d")) {
      paths.put(HostPath.of(each.replace("#", "zarafa")), HostPath.of(each.replace("#d", "kopano").replace("#", "kopano")));
    }
    paths.put(oldConfig, newConfig);
    paths.put(oldAttachments, newAttachments);
    paths.put(oldIndex, newIndex);
    return paths;
  }

  /** Returns the highest schema that the new release knows. */
  int schema() {
    return Schemas.highest(to);
  }

  /** Returns the lowest schema that the new release raises. */
  int oldestSchema() {
    return Schemas.oldest(to);
  }

  /** Returns where the old configuration is kept when the new one takes its place. */
  HostPath keptConfig() {
    return ConfigSteps.kept(oldConfig, from);
  }

  Optional<String> warning() {
    return indexCarriesOver() ? Optional.empty() : Optional.of("the search index of " + from + " can't be used by " + to + ": it is built anew after the start; index status --follow says how far it is, and how long it takes");
  }
}
