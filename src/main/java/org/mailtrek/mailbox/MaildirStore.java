package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Maildirs as Dovecot keeps them: INBOX in the mailbox's own {@code cur} and {@code new}, other folders in {@code .Outer.Inner} beside these (Maildir++). */
final class MaildirStore implements MailStore {

  private final FilesView files;
  private final UserPlaces places;

  MaildirStore(FilesView files, UserPlaces places) {
    this.files = files;
    this.places = places;
  }

  @Override
  public String title() {
    return "maildir " + files.name() + ":" + places;
  }

  @Override
  public List<String> users() throws TrekException {
    return places.users(files);
  }

  @Override
  public List<MailFolder> folders(String user) throws TrekException {
    HostPath top = places.own(user);
    List<MailFolder> found = new ArrayList<>();
    if (maildir(top)) {
      found.add(new MaildirFolder(files, top, FolderName.INBOX, user));
    }
    for (HostPath each : files.list(top)) {
      Optional<FolderName> name = each.name().startsWith(".") && each.name().length() > 1 ? FolderName.spelt(each.name().substring(1), '.') : Optional.empty();
      if (name.isPresent() && maildir(each)) {
        found.add(new MaildirFolder(files, each, name.get(), user));
      }
    }
    found.sort((one, other) -> one.name().compareTo(other.name()));
    return found;
  }

  @Override
  public Set<FolderName> subscribed(String user) throws TrekException {
    HostPath file = places.own(user).resolve(MaildirTarget.SUBSCRIPTIONS);
    List<String> lines = files.stat(file).isEmpty() ? List.of() : new String(files.readAll(file), StandardCharsets.UTF_8).lines().toList();
    boolean second = !lines.isEmpty() && lines.get(0).equals(MaildirTarget.VERSION);
    Set<FolderName> found = new TreeSet<>();
    lines.stream().skip(second ? 1 : 0).filter(each -> !each.isBlank()).forEach(each -> FolderName.spelt(each, second ? '\t' : '.').ifPresent(found::add));
    return found;
  }

  /** Returns what its {@code maildirsize} says, which servers with quotas by Maildir++ keep. */
  @Override
  public Optional<Quota> quota(String user) throws TrekException {
    HostPath file = places.own(user).resolve("maildirsize");
    boolean there = files.stat(file).filter(state -> state.kind() == FileState.Kind.FILE).isPresent();
    return there ? new String(files.readAll(file), StandardCharsets.US_ASCII).lines().findFirst().flatMap(Quota::maildir) : Optional.empty();
  }

  private boolean maildir(HostPath folder) throws TrekException {
    return files.stat(folder.resolve("cur")).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent();
  }

  @Override
  public List<String> remarks() {
    return List.of("a message's date is that of its file, as Dovecot reads it", "folders whose names are no modified UTF-7 are passed over");
  }
}
