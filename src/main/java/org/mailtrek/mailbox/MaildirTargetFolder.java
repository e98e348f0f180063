package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.TrekException;

/**
 * A Maildir folder as it is filled. Messages are staged in {@code tmp}; under Dovecot's own lock they get their names in {@code cur} and their UIDs. A name is
 * {@code SECONDS.MKEY.mailtrek,S=SIZE:2,LETTERS}.
 */
final class MaildirTargetFolder implements TargetFolder {

  private final Disk disk;
  private final FilesView files;
  private final HostPath folder;
  private final boolean inbox;
  private final HostPath tmp;
  private final HostPath cur;
  private final StagedFiles staged;
  private TargetOwner owner = new TargetOwner(0, 0);
  private Numbers numbers = new Numbers(0, 0);
  private MaildirWords words = new MaildirWords(List.of());
  private final Map<String, HostPath> current = new HashMap<>();
  private MaildirUids uids;

  MaildirTargetFolder(Disk disk, FilesView files, HostPath folder, boolean inbox) {
    this.disk = disk;
    this.files = files;
    this.folder = folder;
    this.inbox = inbox;
    this.tmp = folder.resolve("tmp");
    this.staged = new StagedFiles(disk, files, tmp);
    this.cur = folder.resolve("cur");
    this.uids = new MaildirUids(disk, files, folder, 0);
  }

  @Override
  public HostPath place() {
    return folder;
  }

  @Override
  public boolean there() throws TrekException {
    return files.stat(cur).isPresent();
  }

  @Override
  public void open(Numbers source) throws TrekException {
    numbers = source;
    owner = TargetOwner.of(files, folder);
    if (files.stat(cur).isEmpty()) {
      make();
    }
    parts(folder);
    uids = new MaildirUids(disk, files, folder, source.validity());
    uids.clear(owner);
    for (String each : List.of(MaildirWords.NAME, DovecotAcl.NAME)) {
      new DotLock(disk, files, folder.resolve(each), tmp).clear();
    }
    staged.clear();
    look();
  }

  /**
   * Makes the folder. A folder in which Dovecot finds no list of UIDs gets one with numbers of its own at once, so it is made aside with its list; INBOX, whose
   * place is there already, gets its list before Dovecot takes it for a folder.
   */
  private void make() throws TrekException {
    if (inbox) {
      owner.folder(disk, files, tmp);
      list(folder);
    } else if (files.stat(folder).isEmpty()) {
      dropAside();
      HostPath aside = aside();
      parts(aside);
      list(aside);
      disk.rename(aside, folder);
    }
  }

  private void parts(HostPath where) throws TrekException {
    for (String each : List.of("cur", "new", "tmp")) {
      owner.folder(disk, files, where.resolve(each));
    }
    HostPath mark = where.resolve("maildirfolder");
    if (!inbox && files.stat(mark).isEmpty()) {
      try (NewFiles making = disk.files(owner.mark())) {
        making.begin(mark);
        making.end();
      }
    }
  }

  private void list(HostPath where) throws TrekException {
    if (numbers.validity() > 0 && files.stat(where.resolve(UidList.NAME)).isEmpty()) {
      MaildirUids begun = new MaildirUids(disk, files, where, numbers.validity());
      begun.clear(owner);
      if (inbox) {
        begun.raise(1);
      } else {
        begun.begin();
      }
    }
  }

  private HostPath aside() {
    return folder.parent().resolve("tmp").resolve("mailtrek-folder" + folder.name());
  }

  /** Takes away what a killed process of ours left of a folder that it was making. */
  private void dropAside() throws TrekException {
    HostPath aside = aside();
    if (!inbox && files.stat(aside).isPresent()) {
      for (HostPath each : files.list(aside)) {
        if (each.name().equals("tmp")) {
          for (HostPath begun : files.list(each)) {
            disk.delete(begun);
          }
        }
        disk.delete(each);
      }
      disk.delete(aside);
    }
  }

  @Override
  public void look() throws TrekException {
    words = MaildirWords.read(files, folder);
  }

  private static String base(Placed placed) {
    return placed.seconds() + ".M" + Long.toHexString(placed.key()) + ".mailtrek,S=" + placed.size();
  }

  private HostPath published(Placed placed) {
    return cur.resolve(base(placed) + ":2," + words.letters(placed.marks()));
  }

  @Override
  public Placed stage(long key, Message message, InputStream content) throws IOException, TrekException {
    return staged.stage(key, message, content, owner);
  }

  @Override
  public List<Refused> publish(List<Placed> all, boolean last) throws TrekException {
    learn(words(all));
    uids.give(all.stream().map(each -> new MaildirUids.Given(each.uid(), base(each))).toList(), last ? numbers.next() : 0, () -> {
      for (Placed each : all) {
        disk.rename(staged.file(each.key()), published(each));
      }
    });
    return List.of();
  }

  @Override
  public Set<Long> settle(List<Placed> all) throws TrekException {
    learn(words(all));
    Set<String> listed = new HashSet<>();
    UidList.read(files, folder.resolve(UidList.NAME), listed::add);
    Set<String> there = new HashSet<>();
    files.list(cur).forEach(each -> there.add(UidList.base(each.name())));
    List<Placed> unlisted = all.stream().filter(each -> there.contains(base(each)) && !listed.contains(base(each))).toList();
    if (!unlisted.isEmpty()) {
      uids.give(unlisted.stream().map(each -> new MaildirUids.Given(each.uid(), base(each))).toList(), 0, () -> { });
    }
    return all.stream().filter(each -> there.contains(base(each)) || listed.contains(base(each))).map(Placed::key).collect(Collectors.toSet());
  }

  private static Set<String> words(List<Placed> all) {
    Set<String> needed = new TreeSet<>();
    all.forEach(each -> needed.addAll(each.marks().keywords()));
    return needed;
  }

  @Override
  public void finish(Numbers now) throws TrekException {
    uids.raise(now.next());
  }

  private void learn(Collection<String> needed) throws TrekException {
    MaildirWords now = MaildirWords.read(files, folder).with(needed);
    if (!now.equals(MaildirWords.read(files, folder))) {
      try (DotLock lock = new DotLock(disk, files, folder.resolve(MaildirWords.NAME), tmp)) {
        lock.take(now.text(), owner.mark());
        lock.replace();
      }
    }
    words = now;
  }

  @Override
  public boolean untouched(Placed placed) throws TrekException {
    return files.stat(published(placed)).filter(state -> state.size() == placed.size()).isPresent();
  }

  @Override
  public boolean holds(Placed placed) throws TrekException {
    return untouched(placed) || renamed(placed).isPresent();
  }

  @Override
  public InputStream open(Placed placed) throws TrekException {
    return files.read(untouched(placed) ? published(placed) : renamed(placed).orElse(published(placed)));
  }

  /** Finds a message whose name is no longer that under which it was published: somebody noted something on it. */
  private Optional<HostPath> renamed(Placed placed) throws TrekException {
    if (current.isEmpty()) {
      for (HostPath each : files.list(cur)) {
        current.put(UidList.base(each.name()), each);
      }
    }
    return Optional.ofNullable(current.get(base(placed)));
  }

  @Override
  public void mark(Placed placed, Marks now) throws TrekException {
    HostPath before = published(placed);
    learn(now.keywords());
    HostPath after = published(placed.with(now));
    if (!after.equals(before)) {
      disk.rename(before, after);
    }
  }

  @Override
  public void remove(Placed placed) throws TrekException {
    disk.delete(published(placed));
  }

  @Override
  public void removeIfEmpty() throws TrekException {
    dropAside();
    if (files.stat(folder).isEmpty()) {
      return;
    }
    for (HostPath each : List.of(cur, folder.resolve("new"), tmp)) {
      if (!files.list(each).isEmpty()) {
        return;
      }
    }
    if (files.stat(folder.resolve(DovecotAcl.NAME)).isPresent()) {
      return; // somebody has given others rights in it
    }
    for (HostPath each : files.list(folder)) {
      boolean made = Set.of("cur", "new", "tmp", "maildirfolder").contains(each.name());
      if (made || each.name().startsWith("dovecot") && !files.stat(each).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent()) {
        disk.delete(each); // what begins so are Dovecot's lists of what is no longer there
      }
    }
    if (files.list(folder).isEmpty()) {
      disk.delete(folder);
    }
  }
}
