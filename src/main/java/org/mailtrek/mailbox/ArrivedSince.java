package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Messages that a partition of 4.x has and the 3.x mail store path behind it has not, such as mail that was delivered after the folders were upgraded: they are the
 * only copies. What is not the file of a listed message, with its size, counts as one. Reads only.
 */
final class ArrivedSince {

  private final FilesView files;
  private final MailStore old;
  private final List<String> found = new ArrayList<>();

  private ArrivedSince(FilesView files, MailStore old) {
    this.files = files;
    this.old = old;
  }

  /**
   * Returns a sentence for each folder that has such messages.
   *
   * @param from the 3.x mail store path
   * @param partition the folder of the partition's data; none when it is not there
   * @throws TrekException when one of them can't be read
   */
  static List<String> in(FilesView files, HostPath from, HostPath partition) throws TrekException {
    ArrivedSince looked = new ArrivedSince(files, StoreKind.open(files, "netscape3:" + from));
    Set<String> users = new HashSet<>(looked.old.users());
    for (HostPath mailbox : new Ims4Store(files, new UserPlaces(partition, "")).mailboxes()) {
      String user = mailbox.name().substring(1);
      looked.mailbox(user, mailbox, users.contains(user) ? looked.expected(user, partition) : Map.of());
    }
    return looked.found;
  }

  /** What has the name of a mailbox and is no folder is none. */
  private void mailbox(String user, HostPath path, Map<HostPath, Long> expected) throws TrekException {
    if (isFolder(path)) {
      folder(user, path, expected);
    }
  }

  private List<HostPath> folders(HostPath in) throws TrekException {
    List<HostPath> all = new ArrayList<>();
    for (HostPath each : files.list(in)) {
      if (isFolder(each)) {
        all.add(each);
      }
    }
    return all;
  }

  private boolean isFolder(HostPath path) throws TrekException {
    return files.stat(path).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent();
  }

  /** Returns where the messages of a user that 3.x still has would be in the partition, with their sizes. */
  private Map<HostPath, Long> expected(String user, HostPath partition) throws TrekException {
    Map<HostPath, Long> all = new HashMap<>();
    for (MailFolder folder : old.folders(user)) {
      folder.messages(each -> all.put(Ims4Store.place(partition, user, folder.name()).resolve(Ims4TargetFolder.file(each.uid().orElse(0))), each.size()));
    }
    return all;
  }

  private void folder(String user, HostPath folder, Map<HostPath, Long> expected) throws TrekException {
    long others = 0;
    for (HostPath each : folders(folder)) {
      if (each.name().startsWith("=")) {
        folder(user, each, expected);
      } else {
        for (HostPath file : files.list(each)) {
          Long size = expected.get(file);
          others += file.name().endsWith(".msg") && (size == null || files.stat(file).filter(state -> state.size() == size).isEmpty()) ? 1 : 0;
        }
      }
    }
    if (others > 0) {
      found.add(user + ", " + folder + ": 4.x has " + others + (others == 1 ? " message" : " messages") + " that 3.x does not have so, such as mail that arrived since: nothing else has them");
    }
  }
}
