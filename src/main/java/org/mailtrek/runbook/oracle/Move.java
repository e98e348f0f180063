package org.mailtrek.runbook.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.oracle.Role;
import org.mailtrek.oracle.ServerVersion;
import org.mailtrek.oracle.UpgradePath;

/**
 * What becomes of one host. All of it is declared, so that it is the same in the middle of a run as before it.
 *
 * @param host its name
 * @param path from which version to which
 * @param oldRoot the tree that is active
 * @param newRoot the tree that will be
 * @param link what leads to the active tree
 * @param config the folder of the configuration that both use
 * @param zfs the file system that holds the store, where it is one of ZFS
 * @param media the folder on the host with the unpacked media of the new version
 */
record Move(String host, UpgradePath path, HostPath oldRoot, HostPath newRoot, HostPath link, HostPath config, Optional<String> zfs, HostPath media) {

  private static final String PRODUCT = "oracle";

  /**
   * Reads what is declared of a host.
   *
   * @param options the runbook's: {@code host}, {@code media}
   * @throws TrekException of kind {@code ESTATE} when something is not declared, or of kind {@code USAGE} when it is not clear which host is meant
   */
  static Move of(Declaration declared, Map<String, String> options) throws TrekException {
    Declaration.Product product = product(declared, options.getOrDefault("host", ""));
    Declaration.Target target = declared.target().filter(each -> each.product().equals(PRODUCT))
        .orElseThrow(() -> wrong("target", "no target with product oracle is declared", "write: target: { product: oracle, version: 8.0.2, root: /opt/ucs1/messaging64 }"));
    Map<String, String> places = product.places().server();
    HostPath root = path("products." + product.host() + ".root", places.getOrDefault("root", "/opt/sun/comms/messaging64"));
    HostPath data = path("products." + product.host() + ".data", places.getOrDefault("data", "/var" + root));
    String media = options.getOrDefault("media", "");
    return new Move(
        product.host(),
        new UpgradePath(version("products." + product.host(), product.version()), version("target", target.version())),
        root,
        path("target.root", target.places().server().getOrDefault("root", "/opt/ucs1/messaging64")),
        path("products." + product.host() + ".link", places.getOrDefault("link", "/opt/ucs/msg")),
        data.resolve("config"),
        Optional.ofNullable(places.get("zfs")),
        path("--media", media.isEmpty() ? "/opt/media/" + target.version() : media));
  }

  private static Declaration.Product product(Declaration declared, String host) throws TrekException {
    List<Declaration.Product> all = declared.products().stream().filter(each -> each.product().equals(PRODUCT)).toList();
    if (all.isEmpty()) {
      throw wrong("products", "no host with product oracle is declared", "estate discover, or declare it under products");
    }
    if (host.isEmpty() && all.size() > 1) {
      throw TrekException.at("--host").kind(TrekException.Kind.USAGE).found("several hosts have Oracle's server, and they are upgraded one by one")
          .next("--host " + String.join(", or --host ", all.stream().map(Declaration.Product::host).toList()));
    }
    return all.stream().filter(each -> host.isEmpty() || each.host().equals(host)).findFirst()
        .orElseThrow(() -> TrekException.at("--host").kind(TrekException.Kind.USAGE).found("no Oracle server is declared on " + host).next("estate show"));
  }

  private static HostPath path(String key, String text) throws TrekException {
    try {
      return HostPath.of(text);
    } catch (IllegalArgumentException e) {
      throw wrong(key, e.getMessage(), "write an absolute path");
    }
  }

  private static ServerVersion version(String key, String text) throws TrekException {
    try {
      return new ServerVersion(text);
    } catch (IllegalArgumentException e) {
      throw wrong(key, e.getMessage(), "correct version under " + key + " in estate.yaml");
    }
  }

  private static TrekException wrong(String key, String what, String next) {
    return TrekException.at("estate.yaml: " + key).kind(TrekException.Kind.ESTATE).found(what).next(next);
  }

  /** Returns the roles that the configuration gives the host. */
  Set<Role> roles(View view) throws TrekException {
    for (HostPath each : List.of(oldRoot, newRoot)) {
      Optional<Installation> found = Installation.at(view.host(host), each).filter(one -> one.config().isPresent());
      if (found.isPresent()) {
        return found.get().roles();
      }
    }
    throw TrekException.at(host + ":" + oldRoot).kind(TrekException.Kind.REFUSED).found("there is no server whose configuration can be read").next("correct root under products in estate.yaml");
  }

  boolean store(View view) throws TrekException {
    return roles(view).contains(Role.STORE);
  }

  /** Returns the same for a machine on which nothing is yet: it gets the new version, and a configuration of its own. */
  Move on(String other) {
    return new Move(other, path, newRoot, newRoot, link, HostPath.of("/var" + newRoot).resolve("config"), Optional.empty(), media);
  }

  String installer() {
    return media.resolve("commpkg").toString();
  }

  /** Returns the installer of the version that is there, where its media lies beside that of the new one. */
  String formerInstaller() {
    return media.parent().resolve(path.from().text()).resolve("commpkg").toString();
  }

  /** Returns an installer's command for a tree, without questions. */
  static List<String> commpkg(String installer, String verb, HostPath root) {
    return List.of(installer, verb, "--comp=" + (root.name().endsWith("64") ? "MS64" : "MS"), "--installroot", root.parent().toString(), "--silent=NONE");
  }

  /** Returns what an installer lists, a line each: product, version and tree. */
  static String listed(HostView host, String installer) throws TrekException {
    return host.inspection().said(List.of(installer, "info"));
  }

  static String bin(HostPath root, String program) {
    return root.resolve("bin").resolve(program).toString();
  }
}
