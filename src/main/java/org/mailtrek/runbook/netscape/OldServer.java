package org.mailtrek.runbook.netscape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.PartitionName;
import org.mailtrek.mailbox.StorePaths;

/**
 * The server that is upgraded, as the estate declares it.
 *
 * @param host its host
 * @param version what runs there now
 * @param root where 4.1 is installed
 * @param data the default mail store path of 3.x
 * @param instance the folder of the 4.x instance
 */
record OldServer(String host, String version, HostPath root, HostPath data, HostPath instance) {

  private static final String PRODUCT = "netscape";

  /** Returns what is declared of the server that is meant. */
  static Declaration.Product product(Declaration declared, String host) throws TrekException {
    List<Declaration.Product> all = declared.products().stream().filter(each -> each.product().equals(PRODUCT)).filter(each -> host.isEmpty() || each.host().equals(host)).toList();
    if (all.size() != 1) {
      throw TrekException.at("--host").kind(TrekException.Kind.USAGE).found(all.size() + " Netscape servers are declared that could be meant")
          .next(all.isEmpty() ? "declare one under products in estate.yaml" : "--host " + String.join(", or --host ", all.stream().map(Declaration.Product::host).toList()));
    }
    return all.get(0);
  }

  static OldServer of(Declaration.Product product) throws TrekException {
    Map<String, String> places = product.places().server();
    return new OldServer(product.host(), product.version(), path(product, places, "root"), path(product, places, "data"), path(product, places, "instance"));
  }

  private static HostPath path(Declaration.Product product, Map<String, String> places, String key) throws TrekException {
    String found = places.get(key);
    if (found == null || !found.startsWith("/")) {
      throw TrekException.at("estate.yaml: the product on " + product.host()).kind(TrekException.Kind.ESTATE).found("'" + key + "' is missing").next("root: /usr/netscape/server4, data: /mail/mailbox-3.x, instance: /usr/netscape/server4/msg-NAME");
    }
    return HostPath.of(found);
  }

  /** Returns whether it is a 4.x already. */
  boolean newer() {
    return version.startsWith("4");
  }

  /** Returns one of the administrator's programs. */
  String tool(String name) {
    return root.resolve("bin/msg/admin/bin").resolve(name).toString();
  }

  String service(String name) {
    return instance.resolve(name).toString();
  }

  HostPath store() {
    return instance.resolve("store");
  }

  /** Returns the partitions as {@code upgrade -s} names them: it lets nobody choose. */
  List<PartitionName> partitions(View view) throws TrekException {
    List<HostPath> others = StorePaths.of(view.directory(), data).users().keySet().stream().filter(each -> !each.equals(data)).toList();
    return PartitionName.of(data, store(), others, new LinkedHashMap<>());
  }

  /** Returns who owns the message store. */
  Owner owner(View view) throws TrekException {
    FileState state = view.host(host).stat(store()).orElseThrow(() -> TrekException.at(host + ":" + store()).kind(TrekException.Kind.REFUSED).found("there is no 4.x instance").next("install 4.1, and answer no where it offers to migrate"));
    return Owner.of(state.uid(), state.gid());
  }

  int mode(View view) throws TrekException {
    return view.host(host).stat(store()).map(FileState::mode).orElse(0700) & 07777;
  }
}
