package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Compares a 3.x mail store path, in the published layout, with the partition into which the maker's {@code upgrade} was to put its messages. Reads only. */
public final class UpgradedMessages {

  private static final int NAMED = 20;

  private final FilesView files;
  private final HostPath from;
  private final List<String> found = new ArrayList<>();
  private long count;
  private long messages;

  private UpgradedMessages(FilesView files, HostPath from) {
    this.files = files;
    this.from = from;
  }

  /** Judges a message. */
  private interface Judge {
    Optional<String> why(String user, MailFolder folder, Message message) throws TrekException;
  }

  /**
   * Finds what {@code upgrade} would leave in place: messages that can't be read, or have not the size that is listed.
   *
   * @throws TrekException when the store can't be read
   */
  public static UpgradedMessages wouldStay(FilesView files, HostPath from) throws TrekException {
    UpgradedMessages looked = new UpgradedMessages(files, from);
    looked.each((user, folder, message) -> looked.unreadable(folder, message));
    return looked;
  }

  /**
   * Finds what is not in a partition, or not with its size.
   *
   * @param partition the folder of its data
   * @throws TrekException when one of them can't be read
   */
  public static UpgradedMessages missing(FilesView files, HostPath from, HostPath partition) throws TrekException {
    UpgradedMessages looked = new UpgradedMessages(files, from);
    looked.each((user, folder, message) -> {
      Optional<FileState> there = files.stat(Ims4Store.place(partition, user, folder.name()).resolve(Ims4TargetFolder.file(message.uid().orElse(0))));
      return there.isEmpty() ? Optional.of("is not in 4.x") : there.get().size() == message.size() ? Optional.empty() : Optional.of("has " + there.get().size() + " bytes in 4.x and " + message.size() + " in 3.x");
    });
    return looked;
  }

  private Optional<String> unreadable(MailFolder folder, Message message) {
    Optional<FileState> there = Optional.empty();
    try (InputStream in = folder.open(message)) {
      in.read();
      there = files.stat(folder.file(message.uid().orElse(0)).orElseThrow());
    } catch (TrekException | IOException e) {
      return Optional.of("can't be read");
    }
    return there.filter(each -> each.size() == message.size()).isPresent() ? Optional.empty() : Optional.of("has " + there.map(FileState::size).orElse(0L) + " bytes, and " + message.size() + " are listed");
  }

  private void each(Judge judge) throws TrekException {
    MailStore store = StoreKind.open(files, "netscape3:" + from);
    for (String user : store.users()) {
      for (MailFolder folder : store.folders(user)) {
        folder.messages(message -> {
          messages++;
          judge.why(user, folder, message).ifPresent(why -> {
            count++;
            if (found.size() < NAMED) {
              found.add(user + ", " + folder.name() + ", " + message.id() + ": " + why);
            }
          });
        });
      }
    }
  }

  /** Returns how many were found. */
  public long count() {
    return count;
  }

  /** Returns how many messages there are. */
  public long messages() {
    return messages;
  }

  /** Returns the first twenty: user, folder, file, and why. */
  public List<String> named() {
    return List.copyOf(found);
  }
}
