package org.mailtrek.mailbox;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** One folder of a Maildir, with the UIDs of {@code dovecot-uidlist} (version 3) and the words of {@code dovecot-keywords} where these are there. */
final class MaildirFolder implements MailFolder {

  private static final String INFO = ":2,";

  private final FilesView files;
  private final HostPath folder;
  private final FolderName name;
  private final String user;

  MaildirFolder(FilesView files, HostPath folder, FolderName name, String user) {
    this.user = user;
    this.files = files;
    this.folder = folder;
    this.name = name;
  }

  @Override
  public FolderName name() {
    return name;
  }

  @Override
  public OptionalLong uidValidity() throws TrekException {
    long validity = UidList.read(files, folder.resolve(UidList.NAME), name -> { }).validity();
    return validity > 0 ? OptionalLong.of(validity) : OptionalLong.empty();
  }

  @Override
  public OptionalLong uidNext() throws TrekException {
    UidList list = UidList.read(files, folder.resolve(UidList.NAME), name -> { });
    return list.there() ? OptionalLong.of(Math.max(list.next(), list.last() + 1)) : OptionalLong.empty();
  }

  @Override
  public OptionalLong key(Message message) {
    return OptionalLong.of(Placed.key(UidList.base(message.id().substring(message.id().indexOf('/') + 1))));
  }

  @Override
  public SortedMap<String, String> access() throws TrekException {
    return MaildirAccess.read(files, folder).rights(user);
  }

  @Override
  public void messages(Taker taker) throws TrekException {
    Map<String, Long> uids = uids();
    MaildirWords words = MaildirWords.read(files, folder);
    List<Message> found = new ArrayList<>();
    for (String part : List.of("cur", "new")) {
      HostPath in = folder.resolve(part);
      if (files.stat(in).isPresent()) {
        gather(files.list(in), part, uids, words, found);
      }
    }
    found.sort(Comparator.comparingLong((Message each) -> each.uid().orElse(Long.MAX_VALUE)).thenComparing(each -> each.id().substring(each.id().indexOf('/'))));
    for (Message each : found) {
      taker.take(each);
    }
  }

  private void gather(List<HostPath> all, String part, Map<String, Long> uids, MaildirWords words, List<Message> into) throws TrekException {
    files.glance(all);
    for (HostPath file : all) {
      Optional<FileState> state = file.name().startsWith(".") ? Optional.empty() : files.stat(file);
      if (state.filter(each -> each.kind() == FileState.Kind.FILE).isPresent()) {
        int info = file.name().lastIndexOf(INFO);
        String letters = info < 0 ? "" : file.name().substring(info + INFO.length());
        Long uid = uids.get(info < 0 ? file.name() : file.name().substring(0, info));
        OptionalLong number = uid == null ? OptionalLong.empty() : OptionalLong.of(uid);
        into.add(new Message(part + "/" + file.name(), number, state.get().size(), state.get().modified(), new Marks(Marks.flags(letters), words.words(letters))));
      }
    }
  }

  /** Returns the UIDs by the part of the file's name that never changes. */
  private Map<String, Long> uids() throws TrekException {
    Map<String, Long> found = new HashMap<>();
    for (String line : lines("dovecot-uidlist")) {
      int name = line.indexOf(" :");
      int first = line.indexOf(' ');
      if (name > 0 && line.substring(0, first).matches("[0-9]{1,10}")) {
        String base = line.substring(name + 2);
        int info = base.lastIndexOf(INFO);
        found.put(info < 0 ? base : base.substring(0, info), Long.parseLong(line.substring(0, first)));
      }
    }
    return found;
  }

  private List<String> lines(String file) throws TrekException {
    HostPath path = folder.resolve(file);
    return files.stat(path).isPresent() ? new String(files.readAll(path), StandardCharsets.UTF_8).lines().toList() : List.of();
  }

  @Override
  public InputStream open(Message message) throws TrekException {
    return files.read(folder.resolve(message.id()));
  }
}
