package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a package of rpm brings, as its header says; a file's content is taken from its archive. The account is unknown: only its scripts know that. */
final class RpmArchive implements PackagesView.Contents {

  private static final String FILES = "[%{FILEMODES}\\t%{LONGFILESIZES}\\t%{FILEMTIMES}\\t%{FILEFLAGS}\\t%{FILEUSERNAME}\\t%{FILEGROUPNAME}\\t%{FILELINKTOS}\\t%{FILENAMES}\\n]";
  private static final int CONFIGURATION = 1;
  private static final int GHOST = 64;

  /** Words: the archive, the path without the slash before it. Old machines have cpio only, new ones need not have it. */
  private static final String GIVE =
      """
      if command -v rpm2archive >/dev/null; then
        give() { rpm2archive - <"$1" | tar --extract --gzip --to-stdout --no-unquote --no-wildcards --file=- -- "$2" 2>/dev/null; }
        give "$1" "./$2" || give "$1" "$2"
      else
        rpm2cpio "$1" | cpio --extract --quiet --to-stdout "./$2"
      fi
      """;

  private final List<Entry> entries;
  private final String archive;
  private final Programs programs;

  private record Entry(HostPath path, FileState state, String user, String group, int flags) {}

  private RpmArchive(List<Entry> entries, String archive, Programs programs) {
    this.entries = entries;
    this.archive = archive;
    this.programs = programs.looking();
  }

  /** Reads the header of an archive; everything is shown as root's. */
  static RpmArchive read(String archive, Programs programs) throws TrekException {
    Programs.Ended ended = programs.looking().run(new byte[0], reading(archive));
    if (!ended.ok()) {
      throw TrekException.at(archive).found("is no package: " + ended.lastWords()).next("fetch the package again");
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : new String(ended.out(), StandardCharsets.ISO_8859_1).split("\n")) {
      String[] words = line.split("\t", 8);
      if (words.length == 8 && words[7].startsWith("/")) {
        entries.add(entry(words));
      }
    }
    return new RpmArchive(entries, archive, programs);
  }

  /** Returns the program that {@link #read} runs. */
  static List<String> reading(String archive) {
    return List.of("rpm", "--query", "--nosignature", "--queryformat", FILES, "--package", "--", archive);
  }

  private static Entry entry(String[] words) {
    int mode = Integer.parseInt(words[0]) & 0xffff;
    FileState.Kind kind = switch (mode & 0170000) {
      case 0040000 -> FileState.Kind.FOLDER;
      case 0120000 -> FileState.Kind.LINK;
      case 0100000 -> FileState.Kind.FILE;
      default -> FileState.Kind.OTHER;
    };
    byte[] target = kind == FileState.Kind.LINK ? words[6].getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
    Instant time = Instant.ofEpochSecond(Long.parseLong(words[2]));
    FileState state = new FileState(kind, 0, 0, mode & 07777, kind == FileState.Kind.FILE ? Long.parseLong(words[1]) : 0, time, 1, 0, target, new TreeMap<>());
    return new Entry(HostPath.ofBytes(words[7].getBytes(StandardCharsets.ISO_8859_1)), state, words[4], words[5], Integer.parseInt(words[3]));
  }

  @Override
  public SortedMap<HostPath, FileState> files() {
    SortedMap<HostPath, FileState> found = new TreeMap<>();
    for (Entry each : entries) {
      if ((each.flags & GHOST) == 0 && !each.path.root()) {
        found.put(each.path, each.state);
      }
    }
    return found;
  }

  /** Returns the same with the numbers that the owners have by now. */
  RpmArchive owned(AccountsView accounts) throws TrekException {
    List<Entry> owned = new ArrayList<>();
    for (Entry each : entries) {
      FileState bare = each.state;
      int uid = accounts.uid(each.user).orElse(0);
      int gid = accounts.gid(each.group).orElse(0);
      FileState state = new FileState(bare.kind(), uid, gid, bare.mode(), bare.size(), bare.modified(), 1, 0, bare.target(), new TreeMap<>());
      owned.add(new Entry(each.path, state, each.user, each.group, each.flags));
    }
    return new RpmArchive(owned, archive, programs);
  }

  @Override
  public SortedSet<HostPath> configuration() {
    SortedSet<HostPath> found = new TreeSet<>();
    entries.stream().filter(each -> (each.flags & CONFIGURATION) != 0 && (each.flags & GHOST) == 0).forEach(each -> found.add(each.path));
    return found;
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    FileState state = files().get(file);
    if (state == null || state.kind() != FileState.Kind.FILE) {
      throw TrekException.at(archive + ": " + file).found("is not in the package").next("packages list");
    }
    Programs.Ended ended = programs.run("sh", "-c", GIVE, "sh", archive, new String(file.bytes(), StandardCharsets.UTF_8).substring(1));
    if (!ended.ok() || ended.out().length != state.size()) {
      throw TrekException.at(archive + ": " + file).found("can't be read: " + ended.lastWords()).next("fetch the package again");
    }
    return new ByteArrayInputStream(ended.out());
  }

  @Override
  public Optional<String> account() {
    return Optional.empty();
  }

  @Override
  public List<String> services() {
    return ServiceFiles.services(files().keySet());
  }
}
