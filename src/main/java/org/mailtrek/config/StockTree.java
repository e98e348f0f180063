package org.mailtrek.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.mailtrek.host.HostPath;

/** The files that a release's packages bring, written from the catalogue where they are not at hand. */
final class StockTree {

  /** Where releases keep their templates, see {@link #shares}. */
  static final HostPath SHARED = HostPath.of("/usr/share/kopano");

  private final Catalogue catalogue;
  private final Release release;

  StockTree(Catalogue catalogue, Release release) {
    this.catalogue = catalogue;
    this.release = release;
  }

  /** Returns whether a release keeps its templates apart from the configuration: from Kopano 8.2 on. */
  static boolean shares(Release release) {
    return release.atLeast("kc-8.2.0");
  }

  /** Adds the templates that files of the release include, where they are missing. */
  ConfigTree complete(ConfigTree tree) {
    if (!shares(release)) {
      return tree;
    }
    Map<HostPath, Supplier<byte[]>> stock = new HashMap<>();
    for (String name : List.of("ldap.openldap.cfg", "ldap.active-directory.cfg", "ldap.propmap.cfg")) {
      stock.put(SHARED.resolve(name), () -> catalogue.stock(release, name));
    }
    return ConfigTree.written(stock).with(tree);
  }

  /** Returns the file to start from. From Kopano 8.2 on {@code ldap.cfg} includes a template; before, it is one. */
  byte[] file(String name, String flavour) {
    boolean includes = shares(release);
    if (!name.equals("ldap.cfg") || !includes) {
      return catalogue.stock(release, name.equals("ldap.cfg") ? flavour : name);
    }
    ConfigFile stock = ConfigFile.parse(catalogue.stock(release, name), Dialect.DAEMON);
    return stock.withCommand("include", argument -> SHARED.resolve(flavour).toString()).bytes();
  }
}
