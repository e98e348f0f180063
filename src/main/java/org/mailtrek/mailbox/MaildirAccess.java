package org.mailtrek.mailbox;

import java.util.Optional;
import java.util.SortedMap;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Who may use a Maildir folder, as Dovecot's ACL plugin keeps it; under Dovecot's own lock. */
final class MaildirAccess implements FolderAccess {

  /** What Dovecot makes of all such files of a mailbox, and makes anew where it is missing. */
  private static final String ALL = "dovecot-acl-list";

  private final Disk disk;
  private final FilesView files;
  private final HostPath folder;
  private final HostPath top;
  private final String user;

  MaildirAccess(Disk disk, FilesView files, HostPath folder, HostPath top, String user) {
    this.disk = disk;
    this.files = files;
    this.folder = folder;
    this.top = top;
    this.user = user;
  }

  /** Reads those of a folder. */
  static DovecotAcl read(FilesView files, HostPath folder) throws TrekException {
    HostPath file = folder.resolve(DovecotAcl.NAME);
    boolean there = files.stat(file).filter(state -> state.kind() == FileState.Kind.FILE).isPresent();
    return DovecotAcl.read(there ? files.readAll(file) : new byte[0]);
  }

  @Override
  public SortedMap<String, String> rights() throws TrekException {
    return read(files, folder).rights(user);
  }

  @Override
  public Optional<String> give(String identifier, String rights) throws TrekException {
    change(identifier, rights);
    return Optional.empty();
  }

  @Override
  public Optional<String> take(String identifier) throws TrekException {
    change(identifier, "");
    return Optional.empty();
  }

  private void change(String identifier, String rights) throws TrekException {
    HostPath file = folder.resolve(DovecotAcl.NAME);
    forget(); // also before: killed in the middle, nobody comes back to it
    try (DotLock lock = new DotLock(disk, files, file, folder.resolve("tmp"))) {
      lock.take(new byte[0], TargetOwner.of(files, file).mark());
      DovecotAcl changed = read(files, folder).with(identifier, rights);
      if (!changed.empty()) {
        byte[] text = changed.text();
        lock.append(text, text.length);
        lock.replace();
      } else if (files.stat(file).isPresent()) {
        disk.delete(file);
      }
    }
    forget();
    disk.fsync(folder);
  }

  private void forget() throws TrekException {
    if (files.stat(top.resolve(ALL)).isPresent()) {
      disk.delete(top.resolve(ALL));
    }
  }
}
