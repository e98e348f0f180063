package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * A partition of a 4.x store: {@code =user/H1/H2/=ID} is INBOX, {@code =FOLDER} in it a folder. What the maker never documented, its binary lists, is neither read
 * nor written; the maker's {@code reconstruct} makes them. Flags, words and UIDVALIDITY are in {@link Ims4Index}.
 */
final class Ims4Store implements MailStore {

  private final FilesView files;
  private final UserPlaces places;

  Ims4Store(FilesView files, UserPlaces places) {
    this.files = files;
    this.places = places;
  }

  @Override
  public String title() {
    return "ims4 " + files.name() + ":" + places.above();
  }

  @Override
  public List<String> users() throws TrekException {
    return mailboxes().stream().map(each -> each.name().substring(1)).sorted().toList();
  }

  /** Returns the folders of all mailboxes, those too that lie where the maker would not have put them. */
  List<HostPath> mailboxes() throws TrekException {
    List<HostPath> found = new ArrayList<>();
    for (HostPath first : list(places.above().resolve("=user"))) {
      for (HostPath second : list(first)) {
        list(second).stream().filter(each -> each.name().startsWith("=")).forEach(found::add);
      }
    }
    return found;
  }

  private List<HostPath> list(HostPath folder) throws TrekException {
    return files.stat(folder).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent() ? files.list(folder) : List.of();
  }

  @Override
  public List<MailFolder> folders(String user) throws TrekException {
    List<MailFolder> found = new ArrayList<>();
    found.add(new Ims4Folder(files, inbox(user), FolderName.INBOX));
    gather(inbox(user), Optional.empty(), found);
    found.sort((one, other) -> one.name().compareTo(other.name()));
    return found;
  }

  private void gather(HostPath folder, Optional<FolderName> outer, List<MailFolder> into) throws TrekException {
    for (HostPath each : list(folder)) {
      Optional<String> part = each.name().startsWith("=") ? ModifiedUtf7.decode(each.name().substring(1)) : Optional.empty();
      if (part.isPresent()) {
        FolderName name = outer.map(above -> above.child(part.get())).orElse(new FolderName(List.of(part.get())));
        if (files.stat(each.resolve(Ims4Index.NAME)).isPresent()) {
          into.add(new Ims4Folder(files, each, name));
        }
        gather(each, Optional.of(name), into);
      }
    }
  }

  /** Returns where a user's INBOX lies. */
  HostPath inbox(String user) {
    return place(places.above(), user, FolderName.INBOX);
  }

  /** Returns where a partition has a folder of a user. */
  static HostPath place(HostPath partition, String user, FolderName name) {
    HostPath place = partition.resolve("=user/" + HashDir.of(user) + "/=" + user);
    for (String each : name.equals(FolderName.INBOX) ? List.<String>of() : name.parts()) {
      place = place.resolve("=" + ModifiedUtf7.encode(each));
    }
    return place;
  }

  @Override
  public boolean removable() {
    return true;
  }

  @Override
  public List<String> remarks() {
    return List.of("the maker's lists (store.idx, folder.db and others) are not documented and not read: flags and words are known of messages that Mailtrek put there");
  }
}
