package org.mailtrek.discovery;

import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Declaration;
import org.mailtrek.host.HostPath;

/**
 * What an estate declares of a server that no package tells of.
 *
 * @param host where it is at home
 * @param root its tree
 * @param data its data
 * @param nodes the hosts on which a cluster may start it; empty where there is no cluster
 */
public record DeclaredProduct(String host, Optional<HostPath> root, Optional<HostPath> data, List<String> nodes) {

  /** Copies what can change. */
  public DeclaredProduct {
    nodes = List.copyOf(nodes);
  }

  /** Returns those of an estate. */
  public static List<DeclaredProduct> of(Declaration declared) {
    return declared.products().stream().map(each -> {
      var places = each.places().server();
      return new DeclaredProduct(each.host(), Optional.ofNullable(places.get("root")).map(HostPath::of), Optional.ofNullable(places.get("data")).map(HostPath::of),
          List.of(places.getOrDefault("nodes", "").strip().split("[ ,]+")));
    }).toList();
  }

  /** Returns whether a host is another node than its home. */
  boolean awaits(String node) {
    return !node.equals(host) && nodes.contains(node);
  }
}
