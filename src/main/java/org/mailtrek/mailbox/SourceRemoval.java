package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Removes at the source the messages of a folder that were moved; each after both its copy and itself were read again and are the same. Folders and lists stay. */
final class SourceRemoval {

  private final FolderList list;
  private final TargetFolder target;
  private final Disk disk;
  private final FilesView files;

  SourceRemoval(FolderList list, TargetFolder target, Disk disk, FilesView files) {
    this.list = list;
    this.target = target;
    this.disk = disk;
    this.files = files;
  }

  /**
   * Removes them; what is to be removed is noted, durably, before.
   *
   * @return why some stay; empty when none does
   */
  String run(MailFolder source, FolderPass.Durability durability) throws TrekException {
    List<Placed> batch = new ArrayList<>();
    long kept = 0;
    List<KeyTable.Fate> fates = List.of(KeyTable.Fate.TAKEN, KeyTable.Fate.PLACED);
    durability.ledger().sync(durability.place());
    for (KeyTable.Fate fate : fates) {
      for (long key : list.table().keys(fate, false)) {
        Placed placed = list.at(key);
        Optional<HostPath> file = source.file(placed.uid());
        if (file.isPresent() && files.stat(file.get()).isPresent()) {
          boolean same = same(placed, file.get());
          kept += same ? 0 : 1;
          if (same) {
            batch.add(placed);
          }
        }
        if (batch.size() == FolderPass.BATCH) {
          remove(source, batch, durability);
        }
      }
    }
    remove(source, batch, durability);
    return kept == 0 ? "" : kept + " stay at the source: the copy is gone from its folder, or differs, or one of them can't be read";
  }

  private void remove(MailFolder source, List<Placed> batch, FolderPass.Durability durability) throws TrekException {
    if (!batch.isEmpty()) {
      list.taken(batch);
      durability.ledger().sync(durability.place());
      for (Placed each : batch) {
        disk.delete(source.file(each.uid()).orElseThrow());
      }
      batch.clear();
    }
  }

  private boolean same(Placed placed, HostPath file) throws TrekException {
    return target.holds(placed) && placed.digest().equals(digest(target.open(placed))) && placed.digest().equals(digest(files.read(file)));
  }

  /** Returns the digest of all there is to read; nothing like one where that fails. */
  static String digest(InputStream content) {
    try (InputStream in = content) {
      return whole(in);
    } catch (IOException e) {
      return "can't be read: " + e.getMessage();
    }
  }

  /** Returns the digest of all there is to read. */
  static String whole(InputStream in) throws IOException {
    MessageDigest digest = Sha.begin();
    byte[] buffer = new byte[1 << 14];
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      digest.update(buffer, 0, got);
    }
    return Sha.text(digest);
  }
}
