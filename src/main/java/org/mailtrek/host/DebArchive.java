package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a Debian package brings, read with {@code dpkg-deb} (deb(5)). The account is unknown: only its scripts know that. */
final class DebArchive implements PackagesView.Contents {

  private final String archive;
  private final Programs programs;
  private final SortedMap<HostPath, FileState> files;
  private final SortedSet<HostPath> configuration = new TreeSet<>();

  DebArchive(String archive, Programs programs, AccountsView accounts) throws TrekException {
    this.archive = archive;
    this.programs = programs;
    this.files = files(accounts);
    Programs.Ended ended = programs.run("dpkg-deb", "--info", archive, "conffiles");
    if (ended.ok()) {
      ended.text().lines().filter(line -> line.startsWith("/")).forEach(line -> configuration.add(HostPath.of(line.strip())));
    }
  }

  private byte[] tar() throws TrekException {
    Programs.Ended ended = programs.run("dpkg-deb", "--fsys-tarfile", archive);
    if (!ended.ok()) {
      throw TrekException.at(archive).found("is no package: " + ended.lastWords()).next("fetch the package again");
    }
    return ended.out();
  }

  private SortedMap<HostPath, FileState> files(AccountsView accounts) throws TrekException {
    SortedMap<HostPath, FileState> found = new TreeMap<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar()));
    try {
      for (TarReader.Item each = reader.next(); !each.end(); each = reader.next()) {
        if (!each.path().root()) {
          found.put(each.path(), state(each, accounts));
        }
      }
    } catch (IOException e) {
      throw Refusal.of(archive, e);
    }
    return found;
  }

  private static FileState state(TarReader.Item item, AccountsView accounts) throws TrekException {
    int uid = accounts.uid(item.user()).orElse(0);
    int gid = accounts.gid(item.group()).orElse(0);
    byte[] target = item.kind() == FileState.Kind.LINK ? item.target() : new byte[0];
    return new FileState(item.kind(), uid, gid, item.mode(), item.size(), item.modified(), 1, 0, target, new TreeMap<>());
  }

  @Override
  public SortedMap<HostPath, FileState> files() {
    return new TreeMap<>(files);
  }

  @Override
  public SortedSet<HostPath> configuration() {
    return new TreeSet<>(configuration);
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    TarReader reader = new TarReader(new ByteArrayInputStream(tar()));
    try {
      for (TarReader.Item each = reader.next(); !each.end(); each = reader.next()) {
        if (each.path().equals(file) && each.kind() == FileState.Kind.FILE) {
          return new ByteArrayInputStream(reader.content());
        }
      }
    } catch (IOException e) {
      throw Refusal.of(archive, e);
    }
    throw TrekException.at(archive + ": " + file).found("is not in the package").next("packages list");
  }

  @Override
  public Optional<String> account() {
    return Optional.empty();
  }

  @Override
  public List<String> services() {
    return files.keySet().stream()
        .map(HostPath::toString)
        .filter(path -> path.matches("(/usr)?/lib/systemd/system/[^/@]+\\.service|/etc/init\\.d/[^/]+"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.service$", ""))
        .distinct()
        .sorted()
        .toList();
  }
}
