package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Maildirs that Dovecot serves, filled so that its programs see UIDs, flags, words, dates and folders as they were. */
final class MaildirTarget implements MailTarget {

  static final String SUBSCRIPTIONS = "subscriptions";
  static final String VERSION = "V\t2";

  private final Disk disk;
  private final FilesView files;
  private final UserPlaces places;

  MaildirTarget(Disk disk, FilesView files, UserPlaces places) {
    this.disk = disk;
    this.files = files;
    this.places = places;
  }

  @Override
  public FolderName name(FolderName name) {
    return new FolderName(name.parts().stream().map(part -> part.replace('.', '_').replace('/', '_')).toList());
  }

  @Override
  public HostPath place(String user) {
    return places.own(user);
  }

  @Override
  public void prepare(String user) throws TrekException {
    TargetOwner.of(files, place(user)).folder(disk, files, place(user).resolve("tmp"));
  }

  @Override
  public void unprepare(String user) throws TrekException {
    HostPath tmp = place(user).resolve("tmp");
    if (files.stat(tmp).isPresent() && files.list(place(user)).equals(List.of(tmp)) && files.list(tmp).isEmpty()) {
      disk.delete(tmp);
    }
  }

  @Override
  public TargetFolder folder(String user, FolderName name) {
    return new MaildirTargetFolder(disk, files, place(user, name), name.equals(FolderName.INBOX));
  }

  private HostPath place(String user, FolderName name) {
    return name.equals(FolderName.INBOX) ? place(user) : place(user).resolve("." + name.spelt('.'));
  }

  @Override
  public void subscribe(String user, Set<FolderName> names) throws TrekException {
    clear(user);
    List<String> lines = subscriptions(user);
    Set<String> whole = spelt(names, lines);
    lines.forEach(whole::remove);
    if (!whole.isEmpty()) {
      lines.addAll(whole);
      subscriptions(user, lines);
    }
  }

  @Override
  public void clear(String user) throws TrekException {
    new DotLock(disk, files, place(user).resolve(SUBSCRIPTIONS), place(user).resolve("tmp")).clear();
  }

  @Override
  public void unsubscribe(String user, Set<FolderName> names) throws TrekException {
    HostPath file = place(user).resolve(SUBSCRIPTIONS);
    List<String> lines = subscriptions(user);
    if (files.stat(file).isPresent() && lines.removeAll(spelt(names, lines))) {
      if (lines.stream().allMatch(each -> each.isEmpty() || each.equals(VERSION))) {
        disk.delete(file);
        disk.fsync(place(user));
      } else {
        TargetOwner.of(files, place(user)).folder(disk, files, place(user).resolve("tmp"));
        subscriptions(user, lines);
      }
    }
  }

  private static Set<String> spelt(Set<FolderName> names, List<String> lines) {
    char divider = !lines.isEmpty() && lines.get(0).equals(VERSION) ? '\t' : '.';
    Set<String> whole = new LinkedHashSet<>();
    names.forEach(each -> whole.add(each.spelt(divider)));
    return whole;
  }

  /** Returns the lines of the list, those of a new one where there is none. */
  private List<String> subscriptions(String user) throws TrekException {
    HostPath file = place(user).resolve(SUBSCRIPTIONS);
    return new ArrayList<>(files.stat(file).isEmpty() ? List.of(VERSION, "") : new String(files.readAll(file), StandardCharsets.UTF_8).lines().toList());
  }

  private void subscriptions(String user, List<String> lines) throws TrekException {
    HostPath top = place(user);
    try (DotLock lock = new DotLock(disk, files, top.resolve(SUBSCRIPTIONS), top.resolve("tmp"))) {
      lock.take((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), TargetOwner.of(files, top).mark());
      lock.replace();
    }
    disk.fsync(top);
  }

  @Override
  public Optional<FolderAccess> access(String user, FolderName name) {
    return Optional.of(new MaildirAccess(disk, files, place(user, name), place(user), user));
  }

  @Override
  public int mostWords() {
    return MaildirWords.MOST;
  }

  @Override
  public List<String> remarks() {
    return List.of("a dot or a slash in the name of a folder becomes '_': a dot divides folders in a Maildir",
        "of a folder's own words the first " + MaildirWords.MOST + " are kept: a Maildir has letters for no more",
        "rights of others go into the folders' dovecot-acl, which Dovecot's ACL plugin reads (afterwards: doveadm acl recalc, for each user whose folders others see); quotas are told, and not set: Dovecot has them in its user database");
  }
}
