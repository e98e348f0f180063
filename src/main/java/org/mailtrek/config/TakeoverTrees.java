package org.mailtrek.config;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * The files that a takeover on a machine reads.
 *
 * @param given the old release's
 * @param target what is there of the new release
 */
record TakeoverTrees(ConfigTree given, ConfigTree target) {

  /** What package managers append to a shipped file that did not take the place of the one that is there. */
  private static final List<String> SHIPPED = List.of(".dpkg-dist", ".dpkg-new", ".ucf-dist", ".rpmnew");

  /**
   * Reads them.
   *
   * @param kept where copies of the old files are, when the new ones take their place; they count as if they were still there
   */
  static TakeoverTrees read(HostView machine, TakeoverOptions options, Optional<HostPath> kept) throws TrekException {
    ConfigTree target = HostTree.read(machine, options.target(), options.to());
    if (kept.isEmpty()) {
      return new TakeoverTrees(HostTree.read(machine, options.source(), options.from()), target);
    }
    return new TakeoverTrees(old(HostTree.read(machine, kept.get(), options.from()), options, kept.get()), shipped(machine, target, options));
  }

  /** Templates that the new packages have replaced are taken as the old release shipped them. */
  private static ConfigTree old(ConfigTree read, TakeoverOptions options, HostPath kept) {
    SortedMap<HostPath, byte[]> files = new TreeMap<>();
    read.files().forEach((path, bytes) -> {
      if (!path.isWithin(kept) && !path.isWithin(StockTree.SHARED)) {
        files.put(path, bytes);
      }
    });
    read.files().forEach((path, bytes) -> {
      if (path.isWithin(kept)) {
        files.put(path.rebase(kept, options.source()), bytes);
      }
    });
    return new ConfigTree(files);
  }

  /** The files of the old release are no base for those of the new one; what its packages laid beside them is. */
  private static ConfigTree shipped(HostView machine, ConfigTree read, TakeoverOptions options) throws TrekException {
    SortedMap<HostPath, byte[]> files = new TreeMap<>(read.files());
    files.keySet().removeIf(path -> path.parent().equals(options.target()));
    for (HostPath path : machine.list(options.target())) {
      for (String end : SHIPPED) {
        HostPath meant = HostPath.parse(path.toString().replaceFirst("\\Q" + end + "\\E$", ""));
        if (!meant.equals(path) && HostTree.configuration(meant)) {
          files.putIfAbsent(meant, machine.readAll(path));
        }
      }
    }
    return new ConfigTree(files);
  }
}
