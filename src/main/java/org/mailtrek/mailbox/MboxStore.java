package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Mailboxes that are one file each (mbox, RFC 4155): a user's file is INBOX; where it is a folder instead, each file in it is a mail folder. */
final class MboxStore implements MailStore {

  private final FilesView files;
  private final UserPlaces places;

  MboxStore(FilesView files, UserPlaces places) {
    this.files = files;
    this.places = places;
  }

  @Override
  public String title() {
    return "mbox " + files.name() + ":" + places;
  }

  @Override
  public List<String> users() throws TrekException {
    return places.users(files);
  }

  @Override
  public List<MailFolder> folders(String user) throws TrekException {
    HostPath own = places.own(user);
    List<MailFolder> found = new ArrayList<>();
    FileState state = files.stat(own).orElseThrow(() -> TrekException.at(files.name() + ":" + own).found("is not there").next("mailbox survey names the users who have a mailbox"));
    if (state.kind() == FileState.Kind.FILE) {
      found.add(new MboxFolder(files, own, FolderName.INBOX));
    } else if (state.kind() == FileState.Kind.FOLDER) {
      gather(own, Optional.empty(), found);
    }
    found.sort((one, other) -> one.name().compareTo(other.name()));
    return found;
  }

  private void gather(HostPath folder, Optional<FolderName> outer, List<MailFolder> into) throws TrekException {
    for (HostPath each : files.list(folder)) {
      Optional<FileState> state = each.name().startsWith(".") ? Optional.empty() : files.stat(each);
      Optional<String> part = ModifiedUtf7.decode(each.name());
      if (state.isPresent() && part.isPresent()) {
        FolderName name = outer.isPresent() ? outer.get().child(part.get()) : new FolderName(List.of(part.get()));
        if (state.get().kind() == FileState.Kind.FOLDER) {
          gather(each, Optional.of(name), into);
        } else if (state.get().kind() == FileState.Kind.FILE) {
          into.add(new MboxFolder(files, each, name));
        }
      }
    }
  }

  @Override
  public List<String> remarks() {
    return List.of("lines that begin with '>From ' stay as they are: nothing tells which of them were quoted", "dates of delivery are read as UTC");
  }
}
