package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the files of a machine over SSH. A question that was asked for a file often answers the next ones too: the neighbours of a file, the
 * trees below the folders of a walk ({@link Seen}). A question that a broken connection has swallowed is asked once more.
 */
final class SshFiles implements FilesView {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int FIRST = 1 << 18;
  private static final int MOST_SIBLINGS = 300;
  private static final int MOST_AHEAD = 100;
  private static final int MOST_GLANCED = 1000;
  private static final int SMALL = 1 << 16;

  private final SshLink link;
  private final Seen seen;
  private final Map<HostPath, Long> looked = new HashMap<>();

  SshFiles(SshLink link, Seen seen) {
    this.link = link;
    this.seen = seen;
  }

  @Override
  public String name() {
    return link.target().name();
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    Optional<Optional<FileState>> known = seen.state(path);
    if (known.isPresent()) {
      return known.get();
    }
    return seen.absent(path) ? Optional.empty() : asked(path);
  }

  private Optional<FileState> asked(HostPath path) throws TrekException {
    boolean around = !path.root() && first(path.parent());
    Seen.Ticket ticket = seen.ticket();
    ShellWorker.Reply reply = ask('q', call(around ? "around" : "state", above(path)));
    FileRecords records = FileRecords.of(name(), reply.out());
    if (!records.states().containsKey(path) && !SaidError.absent(reply.err())) {
      throw SaidError.at(name() + ":" + path, reply.err());
    }
    FileRecords.Read read = FileRecords.Read.empty();
    if (SaidError.absent(reply.err())) {
      for (HostPath each : above(path)) {
        read.states().put(each, Optional.empty());
      }
    }
    read.add(records.states());
    if (around && records.whole() && folderAmong(records, path.parent())) {
      read.list(path.parent(), records.order());
    }
    seen.keep(ticket, read);
    return read.states().get(path);
  }

  private static boolean folderAmong(FileRecords records, HostPath path) {
    FileState state = records.states().get(path);
    return state != null && state.kind() == FileState.Kind.FOLDER;
  }

  /** Returns whether a folder was not looked around in a moment ago: one that was too large for it is not read again for each of its files. */
  private boolean first(HostPath folder) {
    synchronized (looked) {
      looked.values().removeIf(since -> !seen.young(since));
      return looked.putIfAbsent(folder, seen.now()) == null;
    }
  }

  private static HostPath[] above(HostPath path) {
    List<HostPath> paths = new ArrayList<>(List.of(path));
    for (HostPath each = path; !each.root(); each = each.parent()) {
      paths.add(each.parent());
    }
    return paths.toArray(new HostPath[0]);
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    Optional<List<HostPath>> known = seen.list(folder);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<List<HostPath>> siblings = folder.root() ? Optional.empty() : seen.list(folder.parent());
    if (siblings.isPresent() && siblings.get().contains(folder) && folder(folder)) {
      walk(folder, siblings.get());
      known = seen.list(folder);
    }
    return known.isPresent() ? known.get() : listed(folder);
  }

  private boolean folder(HostPath path) {
    return seen.state(path).flatMap(state -> state).map(state -> state.kind() == FileState.Kind.FOLDER).orElse(false);
  }

  private List<HostPath> listed(HostPath folder) throws TrekException {
    Seen.Ticket ticket = seen.ticket();
    ShellWorker.Reply reply = ask('q', call("folder", folder));
    FileRecords records = FileRecords.of(name(), reply.out());
    FileState state = records.states().get(folder);
    if (state != null && state.kind() != FileState.Kind.FOLDER) {
      throw Refusal.of(name() + ":" + folder, new java.nio.file.NotDirectoryException(folder.toString()));
    } else if (reply.code() != 0 || state == null || !records.whole()) {
      throw SaidError.at(name() + ":" + folder, reply.err());
    }
    FileRecords.Read read = FileRecords.Read.empty();
    read.add(records.states());
    read.list(folder, records.order());
    seen.keep(ticket, read);
    return read.lists().get(folder);
  }

  /** Looks ahead in a walk: at all that lies below a folder and those after it, as far as it fits. */
  private void walk(HostPath folder, List<HostPath> siblings) throws TrekException {
    List<HostPath> folders = siblings.stream().filter(each -> each.compareTo(folder) >= 0 && folder(each)).limit(MOST_SIBLINGS).toList();
    Seen.Ticket ticket = seen.ticket();
    ShellWorker.Reply reply = ask('q', call("trees", folders.toArray(new HostPath[0])));
    if (!reply.err().isEmpty()) {
      return; // what can't be read is told when it is asked for by itself
    }
    seen.keep(ticket, new WalkAhead(FileRecords.of(name(), reply.out()), folders).read());
  }

  @Override
  public Optional<List<HostPath>> unlike(OwnerBatch batch) throws TrekException {
    return Optional.of(new OwnerBulk(name(), new SshPrograms(link, seen)::run).unlike(batch));
  }

  @Override
  public boolean deviating(HostPath top, OwnerRule wanted, OwnerRule.Taker taker) throws TrekException {
    new OwnerTools(new SshPrograms(link, seen)).deviating(top, wanted, taker);
    return true;
  }

  @Override
  public boolean names(HostPath top, NameSight sight) throws TrekException {
    new OwnerTools(new SshPrograms(link, seen)).names(top, sight);
    return true;
  }

  @Override
  public boolean tree(HostPath top, Sight sight) throws TrekException {
    new OwnerTools(new SshPrograms(link, seen)).tree(top, sight);
    return true;
  }

  @Override
  public Map<HostPath, Glimpse> present(Collection<HostPath> paths) throws TrekException {
    Map<HostPath, Glimpse> found = new LinkedHashMap<>();
    if (paths.isEmpty()) {
      return found;
    }
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (HostPath each : paths) {
      names.writeBytes(each.bytes());
      names.write(0);
    }
    ShellWorker.Reply reply = new Asking(link, LIMIT).read('p', "present".getBytes(StandardCharsets.US_ASCII), names.toByteArray());
    if (reply.code() != 0) {
      throw SaidError.at(name() + ":" + paths.iterator().next(), reply.err());
    }
    byte[] said = reply.out();
    for (int at = 0; at < said.length; ) {
      int facts = end(said, at);
      int name = end(said, facts + 1);
      FileState.Kind kind = kind((char) said[at]);
      long size = kind == FileState.Kind.FILE ? Long.parseLong(new String(said, at + 2, facts - at - 2, StandardCharsets.US_ASCII)) : 0;
      found.put(HostPath.ofBytes(Arrays.copyOfRange(said, facts + 1, name)), new Glimpse(kind, size));
      at = name + 1;
    }
    return found;
  }

  private static int end(byte[] said, int from) {
    int at = from;
    while (said[at] != 0) {
      at++;
    }
    return at;
  }

  private static FileState.Kind kind(char type) {
    return switch (type) {
      case 'f' -> FileState.Kind.FILE;
      case 'd' -> FileState.Kind.FOLDER;
      case 'l' -> FileState.Kind.LINK;
      default -> FileState.Kind.OTHER;
    };
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    Optional<byte[]> known = seen.content(file);
    if (known.isPresent()) {
      return new ByteArrayInputStream(known.get());
    }
    Seen.Ticket ticket = seen.ticket();
    SshReading reading = SshReading.open(link, name() + ":" + file, call("begin", file), FIRST);
    if (reading.whole()) {
      byte[] content = reading.first();
      seen.keep(ticket, file, content);
      return new ByteArrayInputStream(content);
    }
    return reading;
  }

  @Override
  public void ahead(Collection<HostPath> files) throws TrekException {
    List<HostPath> unknown = files.stream().filter(each -> seen.content(each).isEmpty() && !missing(each)).toList();
    for (int from = 0; unknown.size() > 1 && from < unknown.size(); from += MOST_AHEAD) {
      List<HostPath> some = unknown.subList(from, Math.min(unknown.size(), from + MOST_AHEAD));
      SmallFiles contents = new SmallFiles(SMALL);
      Seen.Ticket ticket = seen.ticket();
      ShellWorker.Reply reply = ask('q', contents.call(some));
      contents.read(reply.out(), some).forEach((path, content) -> seen.keep(ticket, path, content));
    }
  }

  private boolean missing(HostPath path) {
    return seen.state(path).map(Optional::isEmpty).orElse(false) || seen.absent(path);
  }

  @Override
  public void glance(Collection<HostPath> paths) throws TrekException {
    List<HostPath> unknown = paths.stream().filter(each -> seen.state(each).isEmpty() && !missing(each)).distinct().toList();
    for (int from = 0; unknown.size() > 1 && from < unknown.size(); from += MOST_GLANCED) {
      List<HostPath> some = unknown.subList(from, Math.min(unknown.size(), from + MOST_GLANCED));
      Seen.Ticket ticket = seen.ticket();
      ShellWorker.Reply reply = ask('q', call("states", some.toArray(new HostPath[0])));
      FileRecords.Read read = FileRecords.Read.empty();
      if (reply.err().lines().allMatch(SaidError::absent)) {
        some.forEach(each -> read.states().put(each, Optional.empty()));
      }
      read.add(FileRecords.of(name(), reply.out()).states());
      seen.keep(ticket, read);
    }
  }

  @Override
  public HostView.Space space(HostPath path) throws TrekException {
    Optional<HostView.Space> known = seen.space(path);
    if (known.isPresent()) {
      return known.get();
    }
    Seen.Ticket ticket = seen.ticket();
    ShellWorker.Reply reply = ask('q', call("space", above(path)));
    String[] lines = new String(reply.out(), StandardCharsets.ISO_8859_1).split("\n");
    if (reply.code() != 0 || lines.length != 2) {
      throw SaidError.at(name() + ":" + path, reply.err());
    }
    String[] blocks = lines[0].split(" ");
    String[] mount = lines[1].split(" ", 2);
    long size = Long.parseLong(blocks[2]);
    HostView.Space space =
        new HostView.Space(Long.parseLong(blocks[0]) * size, Long.parseLong(blocks[1]) * size, HostPath.ofBytes(Mounts.unescaped(mount[1])), mount[0]);
    seen.keep(ticket, path, space);
    return space;
  }

  @Override
  public OptionalLong freeFiles(HostPath path) throws TrekException {
    return FreeFiles.at(new SshPrograms(link, seen), path);
  }

  private ShellWorker.Reply ask(char kind, byte[] script) throws TrekException {
    return new Asking(link, LIMIT).read(kind, script);
  }

  /** Returns the call of a function of {@code worker.sh}. */
  static byte[] call(String function, HostPath... paths) {
    List<byte[]> words = new ArrayList<>();
    words.add(function.getBytes(StandardCharsets.US_ASCII));
    Arrays.stream(paths).map(HostPath::bytes).forEach(words::add);
    return ShellWords.quote(words);
  }
}
