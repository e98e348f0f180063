package org.mailtrek.mailbox;

import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A folder of a 4.x store as its files tell: a message's number is its UID, its file's time is its date. */
final class Ims4Folder implements MailFolder {

  private final FilesView files;
  private final HostPath folder;
  private final FolderName name;

  Ims4Folder(FilesView files, HostPath folder, FolderName name) {
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
    long validity = Ims4Index.read(files, folder, (number, seconds, marks) -> { }).numbers().validity();
    return validity > 0 ? OptionalLong.of(validity) : OptionalLong.empty();
  }

  @Override
  public OptionalLong key(Message message) {
    return message.uid();
  }

  @Override
  public Optional<HostPath> file(long uid) {
    return Optional.of(folder.resolve(Ims4TargetFolder.file(uid)));
  }

  @Override
  public void messages(Taker taker) throws TrekException {
    Map<Long, Marks> marks = new HashMap<>();
    Ims4Index.read(files, folder, (number, seconds, now) -> marks.put(number, now));
    Map<Long, Message> found = new TreeMap<>();
    for (HostPath part : files.list(folder)) {
      for (HostPath each : part.name().matches("[0-9][0-9]") ? files.list(part) : List.<HostPath>of()) {
        Optional<FileState> state = each.name().matches("[0-9]{1,10}\\.msg") ? files.stat(each) : Optional.empty();
        if (state.isPresent()) {
          long number = Long.parseLong(each.name().substring(0, each.name().length() - ".msg".length()));
          Marks noted = marks.getOrDefault(number, new Marks(Set.of(), new TreeSet<>()));
          found.put(number, new Message(part.name() + "/" + each.name(), OptionalLong.of(number), state.get().size(), state.get().modified(), noted));
        }
      }
    }
    for (Message each : found.values()) {
      taker.take(each);
    }
  }

  @Override
  public InputStream open(Message message) throws TrekException {
    return files.read(folder.resolve(message.id()));
  }
}
