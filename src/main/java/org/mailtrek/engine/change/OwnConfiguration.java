package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * The administrator's files at places where the new version of a package has a configuration file, and the old one has none. They have to be out of
 * the way while the old version comes back: dpkg would enter them as the package's obsolete configuration, and take them for edited ones at the next
 * upgrade; rpm would rename them. They wait under a scratch name in their own folder.
 */
final class OwnConfiguration {

  private final Host host;
  private final Side side;
  private final Map<HostPath, PackageSet.Item> files;

  private OwnConfiguration(Host host, Side side, Map<HostPath, PackageSet.Item> files) {
    this.host = host;
    this.side = side;
    this.files = files;
  }

  /** Finds what lay, before these packages were touched, where their new versions have configuration files; as far as the archives of those can be had. */
  static OwnConfiguration of(Host host, Side side, Iterable<PackageSet.Item> items) throws TrekException {
    Set<HostPath> old = PackageFiles.kept(side);
    Map<HostPath, PackageSet.Item> files = new TreeMap<>();
    for (PackageSet.Item each : items) {
      for (HostPath file : configuration(host, each.name(), each.after())) {
        if (old.contains(file)) {
          files.put(file, each);
        }
      }
    }
    return new OwnConfiguration(host, side, files);
  }

  private static Set<HostPath> configuration(Host host, String name, Optional<String> version) throws TrekException {
    boolean known = version.isPresent() && host.view().packages().available(name).contains(version.get());
    return known ? host.view().packages().contents(name, version.get()).configuration() : Set.of();
  }

  /** Returns whether any of them is at a place of this package. */
  boolean any(PackageSet.Item of) {
    return files.containsValue(of);
  }

  /** Moves those out of the way that are none of the old version's either. */
  void putAside() throws TrekException {
    for (HostPath each : files.keySet()) {
      if (configuration(host, files.get(each).name(), files.get(each).before()).contains(each)) {
        continue;
      }
      HostPath aside = side.scratch().beside(each);
      if (host.view().stat(each).filter(state -> state.kind() != FileState.Kind.FOLDER).isPresent() && host.view().stat(aside).isEmpty()) {
        host.disk().rename(each, aside);
        host.disk().fsync(each.parent());
      }
    }
  }

  /**
   * Moves them back to their places.
   *
   * @return a sentence for each whose place somebody else has taken meanwhile; it stays under its scratch name
   */
  Left bringBack() throws TrekException {
    List<String> sentences = new ArrayList<>();
    for (HostPath each : files.keySet()) {
      HostPath aside = side.scratch().beside(each);
      if (host.view().stat(aside).isEmpty()) {
        continue;
      }
      if (host.view().stat(each).isEmpty()) {
        host.disk().rename(aside, each);
        host.disk().fsync(each.parent());
      } else {
        sentences.add(host.name() + ":" + each + ": left, since somebody has made it while the package was exchanged; what was there before is " + aside.name());
      }
    }
    return new Left(sentences);
  }
}
