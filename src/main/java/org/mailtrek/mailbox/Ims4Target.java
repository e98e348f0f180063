package org.mailtrek.mailbox;

import java.util.List;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A partition of a 4.x store as it is filled; see {@link Ims4Store}. */
final class Ims4Target implements MailTarget {

  private final Disk disk;
  private final FilesView files;
  private final Ims4Store store;

  Ims4Target(Disk disk, FilesView files, UserPlaces places) {
    this.disk = disk;
    this.files = files;
    this.store = new Ims4Store(files, places);
  }

  @Override
  public FolderName name(FolderName name) {
    return name;
  }

  @Override
  public HostPath place(String user) {
    return store.inbox(user);
  }

  @Override
  public void prepare(String user) throws TrekException {
    TargetOwner.of(files, place(user)).folder(disk, files, place(user));
  }

  @Override
  public TargetFolder folder(String user, FolderName name) throws TrekException {
    HostPath inbox = place(user);
    return new Ims4TargetFolder(disk, files, name.equals(FolderName.INBOX) ? inbox : inbox.resolve("=" + name.spelt('/').replace("/", "/=")));
  }

  @Override
  public void subscribe(String user, Set<FolderName> names) {
    // the maker keeps them in a list that is not documented: remarks() says so
  }

  @Override
  public List<String> remarks() {
    return List.of("the maker's lists (store.idx, folder.db and others) are not documented and not written: its own 'reconstruct' makes them from the messages",
        "flags, words and UIDVALIDITY are kept in mailtrek.idx only; subscriptions, access lists and quotas are not kept");
  }
}
