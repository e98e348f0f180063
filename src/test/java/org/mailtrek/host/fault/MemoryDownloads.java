package org.mailtrek.host.fault;

import java.util.List;
import java.util.SortedSet;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Unpacking;

/** A download in memory. */
record MemoryDownloads(SortedSet<String> all, SortedSet<String> unpacked) implements Unpacking {

  @Override
  public HostPath folder() {
    return HostPath.of("/packages");
  }

  @Override
  public List<String> files(HostPath tarball) {
    return List.copyOf(all);
  }

  @Override
  public boolean lies(String file) {
    return unpacked.contains(file);
  }

  @Override
  public void unpack(HostPath tarball, List<String> files) {
    unpacked.addAll(files);
  }

  @Override
  public void delete(List<String> files) {
    files.forEach(unpacked::remove);
  }
}
