package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a Debian package brings, read with {@code dpkg-deb} (deb(5)). The account is unknown: only its scripts know that. */
final class DebArchive implements PackagesView.Contents {

  private static final String LIST = "dpkg-deb --fsys-tarfile \"$1\" | " + TarListing.COMMAND;

  /** Most archives name their files {@code ./usr}, some {@code usr}. */
  private static final String GIVE =
      "give() { dpkg-deb --fsys-tarfile \"$1\" | tar --extract --to-stdout --no-unquote --no-wildcards --file=- -- \"$2\" 2>/dev/null; }; give \"$1\" \".$2\" || give \"$1\" \"${2#/}\"";

  private static final long MOST_SIZE = 16 << 20;

  private final Read read;
  private final Programs programs;
  private final SortedMap<HostPath, FileState> files;

  /** Shows what was read, with the numbers that the owners named in the archive have by now. */
  DebArchive(Read read, Programs programs, AccountsView accounts) throws TrekException {
    this.read = read;
    this.programs = programs.looking();
    this.files = files(read, accounts);
  }

  /** Reads an archive: the names in it, and which of them are configuration files. */
  static Read read(String archive, Programs programs) throws TrekException {
    Programs.Ended listed = programs.looking().run(new byte[0], list(archive));
    if (!listed.ok()) {
      throw TrekException.at(archive).found("is no package: " + listed.lastWords()).next("fetch the package again");
    }
    List<TarListing.Item> items = TarListing.Item.all(listed.out()).stream().filter(each -> !each.path().root()).toList();
    SortedSet<HostPath> configuration = new TreeSet<>();
    Programs.Ended ended = programs.looking().run(new byte[0], conffiles(archive));
    if (ended.ok()) {
      ended.text().lines().filter(line -> line.startsWith("/")).forEach(line -> configuration.add(HostPath.of(line.strip())));
    }
    return new Read(archive, items, configuration);
  }

  /** Returns the programs that {@link #read} runs. */
  static List<List<String>> reading(String archive) {
    return List.of(list(archive), conffiles(archive));
  }

  /** Returns the programs that give the configuration files of an archive; none where taking one out of it is no small matter. */
  static List<List<String>> giving(Read read) {
    long size = read.items().stream().mapToLong(TarListing.Item::size).sum();
    return size > MOST_SIZE ? List.of() : read.configuration().stream().map(each -> give(read.archive(), each)).toList();
  }

  private static List<String> list(String archive) {
    return List.of("sh", "-c", LIST, "sh", archive);
  }

  private static List<String> conffiles(String archive) {
    return List.of("dpkg-deb", "--info", archive, "conffiles");
  }

  private static List<String> give(String archive, HostPath file) {
    return List.of("sh", "-c", GIVE, "sh", archive, new String(file.bytes(), StandardCharsets.UTF_8));
  }

  private static SortedMap<HostPath, FileState> files(Read read, AccountsView accounts) throws TrekException {
    Map<String, Integer> users = new HashMap<>();
    Map<String, Integer> groups = new HashMap<>();
    SortedMap<HostPath, FileState> found = new TreeMap<>();
    for (TarListing.Item each : read.items()) {
      if (!users.containsKey(each.user())) {
        users.put(each.user(), accounts.uid(each.user()).orElse(0));
      }
      if (!groups.containsKey(each.group())) {
        groups.put(each.group(), accounts.gid(each.group()).orElse(0));
      }
      byte[] target = each.kind() == FileState.Kind.LINK ? each.target() : new byte[0];
      found.put(each.path(), new FileState(
          each.kind(), users.get(each.user()), groups.get(each.group()), each.mode(), each.size(), each.modified(), 1, 0, target, new TreeMap<>()));
    }
    return found;
  }

  @Override
  public SortedMap<HostPath, FileState> files() {
    return new TreeMap<>(files);
  }

  @Override
  public SortedSet<HostPath> configuration() {
    return new TreeSet<>(read.configuration());
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    FileState state = files.get(file);
    if (state == null || state.kind() != FileState.Kind.FILE) {
      throw TrekException.at(read.archive() + ": " + file).found("is not in the package").next("packages list");
    }
    Programs.Ended ended = programs.run(new byte[0], give(read.archive(), file));
    if (!ended.ok()) {
      throw TrekException.at(read.archive() + ": " + file).found("can't be read: " + ended.lastWords()).next("fetch the package again");
    }
    return new ByteArrayInputStream(ended.out());
  }

  @Override
  public Optional<String> account() {
    return Optional.empty();
  }

  @Override
  public List<String> services() {
    return ServiceFiles.services(files.keySet());
  }

  /**
   * What an archive says; it stays true as long as the file is the same.
   *
   * @param archive the argument by which programs of the machine name it
   * @param items files, folders and links
   * @param configuration which of them are configuration files
   */
  record Read(String archive, List<TarListing.Item> items, SortedSet<HostPath> configuration) {}
}
