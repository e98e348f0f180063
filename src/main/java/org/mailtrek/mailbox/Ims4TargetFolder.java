package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A folder of a 4.x store as it is filled: {@code NN/NUMBER.msg}, where NUMBER is the UID and NN its hundreds modulo 100. The line of {@link Ims4Index} comes before the file. */
final class Ims4TargetFolder implements TargetFolder {

  private static final String STAGED = "mailtrek.tmp";

  private final Disk disk;
  private final FilesView files;
  private final HostPath folder;
  private final StagedFiles staged;
  private final Set<HostPath> parts = new HashSet<>();
  private TargetOwner owner = new TargetOwner(0, 0);
  private Ims4Index index;

  Ims4TargetFolder(Disk disk, FilesView files, HostPath folder) throws TrekException {
    this.disk = disk;
    this.files = files;
    this.folder = folder;
    this.staged = new StagedFiles(disk, files, folder.resolve(STAGED));
    this.index = Ims4Index.read(files, folder, (number, seconds, marks) -> { });
  }

  /** Returns where a number's message lies in its folder. */
  static String file(long number) {
    return String.format(Locale.ROOT, "%02d/%d.msg", number / 100 % 100, number);
  }

  private HostPath file(Placed placed) {
    return folder.resolve(file(index.number(placed.key())));
  }

  @Override
  public HostPath place() {
    return folder;
  }

  @Override
  public boolean there() throws TrekException {
    return files.stat(folder.resolve(Ims4Index.NAME)).isPresent();
  }

  @Override
  public void open(Numbers source) throws TrekException {
    owner = TargetOwner.of(files, folder);
    owner.folder(disk, files, folder.resolve(STAGED));
    staged.clear();
    look();
    index.begin(disk, owner.mark(), source);
  }

  @Override
  public void look() throws TrekException {
    index = Ims4Index.read(files, folder, (number, seconds, marks) -> { });
  }

  @Override
  public Placed stage(long key, Message message, InputStream content) throws IOException, TrekException {
    return staged.stage(key, message, content, owner);
  }

  @Override
  public List<Refused> publish(List<Placed> all, boolean last) throws TrekException {
    long highest = index.last();
    List<Long> numbers = new ArrayList<>();
    for (Placed each : all) {
      long known = index.number(each.key());
      highest = known > 0 ? highest : each.uid() > highest ? each.uid() : highest + 1;
      numbers.add(known > 0 ? known : highest);
    }
    index.add(disk, all, numbers);
    for (Placed each : all) {
      HostPath file = file(each);
      if (parts.add(file.parent())) {
        owner.folder(disk, files, file.parent());
      }
      disk.rename(staged.file(each.key()), file);
    }
    return List.of();
  }

  @Override
  public Set<Long> settle(List<Placed> all) throws TrekException {
    Set<Long> there = new HashSet<>();
    for (Placed each : all) {
      if (holds(each)) {
        there.add(each.key());
      }
    }
    return there;
  }

  @Override
  public void finish(Numbers numbers) {
    // the next number is told by the index; the maker's own list of numbers is not documented
  }

  @Override
  public boolean untouched(Placed placed) throws TrekException {
    return holds(placed) && index.marked(placed);
  }

  @Override
  public boolean holds(Placed placed) throws TrekException {
    return index.number(placed.key()) > 0 && files.stat(file(placed)).filter(state -> state.size() == placed.size()).isPresent();
  }

  @Override
  public InputStream open(Placed placed) throws TrekException {
    return files.read(file(placed));
  }

  @Override
  public void mark(Placed placed, Marks now) throws TrekException {
    index.add(disk, List.of(placed.with(now)), List.of(index.number(placed.key())));
  }

  @Override
  public void remove(Placed placed) throws TrekException {
    disk.delete(file(placed));
  }

  @Override
  public void removeIfEmpty() throws TrekException {
    if (files.stat(folder).isEmpty()) {
      return;
    }
    List<HostPath> ours = new ArrayList<>();
    for (HostPath each : files.list(folder)) {
      boolean part = each.name().matches("[0-9][0-9]") || each.name().equals(STAGED);
      if (part && !files.list(each).isEmpty()) {
        return;
      }
      ours.addAll(part ? List.of(each) : List.of());
    }
    for (HostPath each : ours) {
      disk.delete(each);
    }
    if (there()) {
      disk.delete(folder.resolve(Ims4Index.NAME));
    }
    if (files.list(folder).isEmpty()) {
      disk.delete(folder);
    }
  }
}
