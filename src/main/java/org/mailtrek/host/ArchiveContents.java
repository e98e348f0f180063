package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a package of a simulated machine would bring, with the owners' numbers as the machine would give them. */
record ArchiveContents(PackageArchive archive, SortedMap<HostPath, FileState> files) implements PackagesView.Contents {

  ArchiveContents(PackageArchive archive, SystemAccounts accounts) throws TrekException {
    this(archive, states(archive, accounts));
  }

  private static SortedMap<HostPath, FileState> states(PackageArchive archive, SystemAccounts accounts) throws TrekException {
    SortedMap<HostPath, FileState> found = new TreeMap<>();
    for (Map.Entry<HostPath, PackageArchive.Item> each : archive.items().entrySet()) {
      PackageArchive.Item item = each.getValue();
      String[] owner = item.owner().split(":");
      int links = item.kind() == FileState.Kind.FOLDER ? 2 : 1;
      byte[] target = item.target().getBytes(StandardCharsets.UTF_8);
      int uid = accounts.uid(owner[0]);
      int gid = accounts.gid(owner[1]);
      found.put(
          each.getKey(), new FileState(item.kind(), uid, gid, item.mode(), item.size(), item.modified(), links, 0, target, new TreeMap<>()));
    }
    return found;
  }

  @Override
  public SortedSet<HostPath> configuration() {
    SortedSet<HostPath> found = new TreeSet<>();
    archive.texts("conffiles").forEach(each -> found.add(HostPath.parse(each)));
    return found;
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    return new ByteArrayInputStream(archive.content(file));
  }

  @Override
  public Optional<String> account() {
    return archive.text("account");
  }

  @Override
  public List<String> services() {
    return archive.texts("services");
  }
}
