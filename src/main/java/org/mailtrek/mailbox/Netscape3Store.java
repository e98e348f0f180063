package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * A store in the layout that Mailtrek publishes for Netscape Messaging Server 3.x, version 1. The real layout was never documented, so a real store has
 * to be brought into this one first: a folder for each user; in it a folder for each mail folder, named in modified UTF-7, those within it below; in each
 * {@code folder.idx} and the messages.
 */
final class Netscape3Store implements MailStore {

  private static final String SUBSCRIBED = "subscribed.idx";

  private final FilesView files;
  private final UserPlaces places;

  Netscape3Store(FilesView files, UserPlaces places) {
    this.files = files;
    this.places = places;
  }

  @Override
  public String title() {
    return "netscape3 " + files.name() + ":" + places;
  }

  @Override
  public List<String> users() throws TrekException {
    List<String> names = places.users(files).stream().filter(each -> !each.startsWith("__")).toList(); // the vendor's own files lie beside the mailboxes
    Map<HostPath, FilesView.Glimpse> there = files.present(names.stream().map(places::own).toList());
    return names.stream().filter(each -> there.containsKey(places.own(each)) && there.get(places.own(each)).kind() == FileState.Kind.FOLDER).toList();
  }

  @Override
  public List<MailFolder> folders(String user) throws TrekException {
    List<MailFolder> found = new ArrayList<>();
    for (HostPath each : files.list(places.own(user))) {
      Optional<FolderName> name = FolderName.spelt(each.name(), '/');
      if (name.isPresent() && folder(each)) {
        gather(each, name.get(), found);
      }
    }
    found.sort((one, other) -> one.name().compareTo(other.name()));
    return found;
  }

  private void gather(HostPath folder, FolderName name, List<MailFolder> into) throws TrekException {
    if (files.stat(folder.resolve(Netscape3Folder.INDEX)).isPresent()) {
      into.add(new Netscape3Folder(files, folder, name));
    }
    for (HostPath each : files.list(folder)) {
      Optional<String> part = each.name().endsWith(".msg") ? Optional.empty() : ModifiedUtf7.decode(each.name());
      if (part.isPresent() && folder(each)) {
        gather(each, name.child(part.get()), into);
      }
    }
  }

  @Override
  public Set<FolderName> subscribed(String user) throws TrekException {
    HostPath file = places.own(user).resolve(SUBSCRIBED);
    Set<FolderName> found = new TreeSet<>();
    if (files.stat(file).isPresent()) {
      new String(files.readAll(file), StandardCharsets.UTF_8).lines().forEach(each -> FolderName.spelt(each, '/').ifPresent(found::add));
    }
    return found;
  }

  private boolean folder(HostPath path) throws TrekException {
    return files.stat(path).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent();
  }

  @Override
  public boolean removable() {
    return true;
  }

  @Override
  public List<String> remarks() {
    return List.of("the maker never documented how 3.x stores lie on disk: this is Mailtrek's published layout 'netscape3', version 1");
  }
}
