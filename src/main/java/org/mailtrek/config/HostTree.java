package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Reads the configuration files of a machine: those of a folder, and all that they include. */
public final class HostTree {

  private static final long LARGEST = 4L << 20;
  private static final int LINKS = 8;

  private final HostView host;
  private final SortedMap<HostPath, byte[]> files = new TreeMap<>();

  private HostTree(HostView host) {
    this.host = host;
  }

  /**
   * Reads a folder; one that is not there has no files.
   *
   * @throws TrekException when a file can't be read
   */
  public static ConfigTree read(HostView host, HostPath folder, Release release) throws TrekException {
    HostTree tree = new HostTree(host);
    if (host.stat(folder).map(state -> state.kind() == FileState.Kind.FOLDER).orElse(false)) {
      List<HostPath> all = host.list(folder);
      host.ahead(all.stream().filter(HostTree::configuration).toList());
      for (HostPath path : all) {
        if (configuration(path)) {
          tree.add(path);
        }
      }
    }
    for (String name : new String[] {"ldap.openldap.cfg", "ldap.active-directory.cfg", "ldap.propmap.cfg"}) {
      tree.add(HostPath.of("/usr/share/" + release.account()).resolve(name));
    }
    tree.followIncludes(folder, release);
    return new ConfigTree(tree.files);
  }

  /**
   * Reads one file, and all that it includes.
   *
   * @throws TrekException when a file can't be read
   */
  static ConfigTree read(HostView host, HostPath file, Dialect dialect) throws TrekException {
    HostTree tree = new HostTree(host);
    tree.add(file);
    for (int count = -1; count < tree.files.size();) {
      count = tree.files.size();
      for (Effective.Named named : Effective.of(new ConfigTree(tree.files), file, dialect).missing()) {
        tree.add(named.file());
      }
    }
    return new ConfigTree(tree.files);
  }

  static boolean configuration(HostPath path) {
    return path.name().endsWith(".cfg") || path.name().equals("autorespond");
  }

  private void followIncludes(HostPath folder, Release release) throws TrekException {
    for (int depth = 0; depth < 8; depth++) {
      int count = files.size();
      ConfigTree soFar = new ConfigTree(files);
      for (HostPath path : soFar.in(folder)) {
        Effective read = Effective.of(soFar, path, Dialect.of(path.name(), release));
        for (Effective.Named named : read.missing()) {
          add(named.file());
        }
        for (Effective.Named named : read.propmaps()) {
          add(named.file());
        }
      }
      if (files.size() == count) {
        return;
      }
    }
  }

  private void add(HostPath path) throws TrekException {
    Optional<FileState> state = host.stat(path);
    if (files.containsKey(path) || state.isEmpty()) {
      return;
    }
    HostPath real = path;
    for (int links = 0; links < LINKS && state.isPresent() && state.get().kind() == FileState.Kind.LINK; links++) {
      real = Effective.resolve(real, new String(state.get().target(), StandardCharsets.ISO_8859_1));
      state = host.stat(real);
    }
    if (state.isPresent() && state.get().kind() == FileState.Kind.FILE && state.get().size() <= LARGEST) {
      files.put(path, host.readAll(real));
    }
  }
}
