package org.mailtrek.host.fault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * A file system in memory that records what is durable: {@link #losePower} drops what was not made so. A rename between two folders is one
 * commit: whichever of them becomes durable takes the other along.
 */
public final class MemoryFiles implements Disk {

  private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

  private Inode root = new Inode(FileState.Kind.FOLDER, new Inode.Meta(0, 0, 0755, START, Map.of()));
  private final List<HostPath> mounts = new ArrayList<>();
  private final List<Inode[]> renames = new ArrayList<>();
  private long ticks;

  /** Returns a copy that lives on its own. */
  synchronized public MemoryFiles copy() {
    MemoryFiles copy = new MemoryFiles();
    Map<Inode, Inode> seen = new IdentityHashMap<>();
    copy.root = root.copy(seen);
    copy.mounts.addAll(mounts);
    renames.forEach(pair -> copy.renames.add(new Inode[] {pair[0].copy(seen), pair[1].copy(seen)}));
    copy.ticks = ticks;
    return copy;
  }

  /** Returns the root of the mount that holds a path. */
  synchronized HostPath mountOf(HostPath path) {
    long device = device(path);
    return mounts.stream().filter(each -> device(each) == device).findFirst().orElse(HostPath.ROOT);
  }

  /** Makes a folder the root of a mount of its own. */
  public synchronized void mount(HostPath folder) {
    mounts.add(folder);
  }

  /** Drops everything that was not made durable. */
  public synchronized void losePower() {
    root.lose(new IdentityHashMap<>());
    renames.clear();
  }

  /** Makes everything durable. */
  public synchronized void settle() {
    renames.clear();
    settle(root);
  }

  private static void settle(Inode inode) {
    inode.settle();
    inode.names.values().forEach(MemoryFiles::settle);
  }

  /** Returns a line for every object, by path, scratch included; with times of files, and of folders and links where asked for. */
  public synchronized SortedMap<String, String> dump(boolean allTimes) {
    SortedMap<String, String> lines = new TreeMap<>();
    dump("/", root, allTimes, lines);
    return lines;
  }

  private static void dump(String path, Inode inode, boolean allTimes, Map<String, String> lines) {
    StringBuilder line = new StringBuilder(inode.kind + " " + inode.meta.uid() + ":" + inode.meta.gid() + " " + Integer.toOctalString(inode.meta.mode()));
    inode.meta.attributes().forEach((name, value) -> line.append(' ').append(name).append('=').append(new String(value, StandardCharsets.ISO_8859_1)));
    if (allTimes || inode.kind == FileState.Kind.FILE) {
      line.append(' ').append(inode.meta.modified());
    }
    if (inode.kind != FileState.Kind.FOLDER) {
      line.append(" x").append(inode.links).append(" [").append(new String(inode.content, StandardCharsets.ISO_8859_1)).append(']');
    }
    lines.put(path, line.toString());
    inode.names.forEach((name, child) -> dump(path.equals("/") ? "/" + name : path + "/" + name, child, allTimes, lines));
  }

  synchronized Optional<FileState> stat(HostPath path) {
    Inode inode = find(path);
    if (inode == null) {
      return Optional.empty();
    }
    boolean link = inode.kind == FileState.Kind.LINK;
    Inode.Meta meta = inode.meta;
    int links = inode.kind == FileState.Kind.FOLDER ? 2 : inode.links;
    long size = inode.kind == FileState.Kind.FILE ? inode.content.length : 0;
    byte[] target = link ? inode.content : new byte[0];
    return Optional.of(
        new FileState(inode.kind, meta.uid(), meta.gid(), meta.mode(), size, meta.modified(), links, device(path), target, new TreeMap<>(meta.attributes())));
  }

  synchronized long device(HostPath path) {
    int best = 0;
    for (int n = 0; n < mounts.size(); n++) {
      if (path.isWithin(mounts.get(n)) && (best == 0 || mounts.get(n).isWithin(mounts.get(best - 1)))) {
        best = n + 1;
      }
    }
    return best;
  }

  synchronized byte[] content(HostPath file) throws TrekException {
    return of(file, FileState.Kind.FILE).content;
  }

  synchronized List<HostPath> list(HostPath folder) throws TrekException {
    List<HostPath> children = new ArrayList<>();
    for (String name : of(folder, FileState.Kind.FOLDER).names.keySet()) {
      children.add(folder.resolve(name.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return children;
  }

  private Inode find(HostPath path) {
    Inode at = root;
    int start = 1;
    String whole = new String(path.bytes(), StandardCharsets.ISO_8859_1);
    while (start < whole.length()) {
      int end = whole.indexOf('/', start) < 0 ? whole.length() : whole.indexOf('/', start);
      at = at.names.get(whole.substring(start, end));
      if (at == null) {
        return null;
      }
      start = end + 1;
    }
    return at;
  }

  private Inode of(HostPath path) throws TrekException {
    Inode inode = find(path);
    return require(inode, inode != null, path, "no such file");
  }

  private Inode of(HostPath path, FileState.Kind kind) throws TrekException {
    Inode inode = of(path);
    return require(inode, inode.kind == kind, path, "no " + kind);
  }

  private Inode absent(HostPath path) throws TrekException {
    Inode folder = of(path.parent(), FileState.Kind.FOLDER);
    return require(folder, !folder.names.containsKey(name(path)), path, "exists");
  }

  private static Inode require(Inode inode, boolean fine, HostPath path, String words) throws TrekException {
    if (!fine) {
      throw TrekException.at(path).found(words).next("check the test");
    }
    return inode;
  }

  private static String name(HostPath path) {
    return new String(path.nameBytes(), StandardCharsets.ISO_8859_1);
  }

  private Instant now() {
    return START.plusSeconds(++ticks);
  }

  private void make(HostPath path, FileState.Kind kind, int mode, byte[] content) throws TrekException {
    Inode folder = absent(path);
    Inode made = new Inode(kind, new Inode.Meta(0, 0, mode, now(), Map.of()));
    made.content = content;
    made.links = 1;
    folder.names.put(name(path), made);
    folder.meta = folder.meta.at(now());
  }

  @Override
  public synchronized void create(HostPath file) throws TrekException {
    make(file, FileState.Kind.FILE, 0600, new byte[0]);
  }

  @Override
  public synchronized void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
    Inode inode = of(file, FileState.Kind.FILE);
    inode.append(bytes, offset, length);
    inode.meta = inode.meta.at(now());
  }

  @Override
  public synchronized void truncate(HostPath file, long size) throws TrekException {
    Inode inode = of(file, FileState.Kind.FILE);
    inode.content = java.util.Arrays.copyOf(inode.content, Math.toIntExact(size));
    inode.meta = inode.meta.at(now());
  }

  @Override
  public synchronized void fsync(HostPath path) throws TrekException {
    commit(of(path));
  }

  private void commit(Inode inode) {
    inode.settle();
    for (Inode[] pair : new ArrayList<>(renames)) {
      if ((pair[0] == inode || pair[1] == inode) && renames.remove(pair)) {
        commit(pair[0]);
        commit(pair[1]);
      }
    }
  }

  @Override
  public synchronized void rename(HostPath from, HostPath to) throws TrekException {
    Inode moved = of(from);
    Inode source = of(from.parent());
    Inode folder = of(to.parent(), FileState.Kind.FOLDER);
    require(moved, device(from.parent()) == device(to.parent()) && device(from) == device(to), to, "on another mount");
    Inode old = folder.names.get(name(to));
    if (old == moved) {
      return;
    }
    boolean replaceable = old == null || (old.kind == FileState.Kind.FOLDER) == (moved.kind == FileState.Kind.FOLDER) && old.names.isEmpty();
    require(moved, replaceable, to, "can't be replaced");
    if (old != null) {
      old.links--;
    }
    source.names.remove(name(from));
    folder.names.put(name(to), moved);
    source.meta = source.meta.at(now());
    folder.meta = folder.meta.at(now());
    if (source != folder) {
      renames.add(new Inode[] {source, folder});
    }
  }

  @Override
  public synchronized void link(HostPath existing, HostPath newName) throws TrekException {
    Inode inode = of(existing, FileState.Kind.FILE);
    require(inode, device(existing) == device(newName), newName, "on another mount");
    Inode folder = absent(newName);
    folder.names.put(name(newName), inode);
    folder.meta = folder.meta.at(now());
    inode.links++;
  }

  @Override
  public synchronized void symlink(byte[] target, HostPath link) throws TrekException {
    make(link, FileState.Kind.LINK, 0777, target.clone());
  }

  @Override
  public synchronized void delete(HostPath path) throws TrekException {
    Inode inode = of(path);
    require(inode, inode.names.isEmpty(), path, "not empty");
    Inode folder = of(path.parent());
    folder.names.remove(name(path));
    folder.meta = folder.meta.at(now());
    inode.links--;
  }

  @Override
  public synchronized void mkdir(HostPath folder, int mode) throws TrekException {
    make(folder, FileState.Kind.FOLDER, mode, new byte[0]);
  }

  @Override
  public synchronized void chown(HostPath path, int uid, int gid) throws TrekException {
    Inode inode = of(path);
    inode.meta = inode.meta.owned(uid, gid, inode.kind == FileState.Kind.FILE);
  }

  @Override
  public synchronized void chmod(HostPath path, int mode) throws TrekException {
    Inode inode = of(path);
    require(inode, inode.kind != FileState.Kind.LINK, path, "links have no mode");
    inode.meta = inode.meta.moded(mode);
  }

  @Override
  public synchronized void attribute(HostPath path, String name, Optional<byte[]> value) throws TrekException {
    Inode inode = of(path);
    Map<String, byte[]> all = new HashMap<>(inode.meta.attributes());
    value.ifPresentOrElse(bytes -> all.put(name, bytes.clone()), () -> all.remove(name));
    inode.meta = inode.meta.attributed(all);
  }

  @Override
  public synchronized void touch(HostPath path, Instant modified) throws TrekException {
    Inode inode = of(path);
    inode.meta = inode.meta.at(modified);
  }

  @Override
  public synchronized void copyAttributes(HostPath from, HostPath to) throws TrekException {
    Inode.Meta meta = of(from).meta;
    Inode inode = of(to);
    inode.meta = inode.meta.owned(meta.uid(), meta.gid(), false).moded(meta.mode()).attributed(meta.attributes());
  }

  @Override
  public synchronized void syncAll(HostPath folder) throws TrekException {
    of(folder, FileState.Kind.FOLDER);
    settle();
  }
}
