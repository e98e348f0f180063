package org.mailtrek.config;

import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;

/** The configuration folder of a release as it is shipped, written from the catalogue. */
public final class ReleaseFolder {

  private ReleaseFolder() {}

  /** Returns every file of a release, in the release's own folder. */
  public static ConfigTree of(Catalogue catalogue, Release release) {
    StockTree stock = new StockTree(catalogue, release);
    SortedMap<HostPath, byte[]> files = new TreeMap<>();
    for (String name : catalogue.files(release)) {
      boolean template = name.startsWith("ldap.") && !name.equals("ldap.cfg") && StockTree.shares(release);
      if (!template) {
        files.put(HostPath.of(release.folder()).resolve(name), stock.file(name, "ldap.openldap.cfg"));
      }
    }
    return new ConfigTree(files);
  }
}
