package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A queue in the layout that Mailtrek publishes for Netscape Messaging Server 3.x, {@code netscape3-queue}, version 1; the maker never documented the real one. */
final class MessageQueue {

  private static final String ENVELOPE = ".env";

  private final FilesView files;
  private final HostPath folder;

  MessageQueue(FilesView files, HostPath folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * A queued message.
   *
   * @param id its name in the queue
   * @param file its content
   * @param state what that file is
   * @param envelope who waits for it
   */
  record Queued(String id, HostPath file, FileState state, Envelope envelope) {}

  /**
   * Returns the ids of all messages, in their order.
   *
   * @throws TrekException of kind {@code USAGE} when there is no such folder
   */
  List<String> ids() throws TrekException {
    if (files.stat(folder).filter(each -> each.kind() == FileState.Kind.FOLDER).isEmpty()) {
      throw TrekException.at(files.name() + ":" + folder).kind(TrekException.Kind.USAGE).found("is no folder, so there is no queue").next("--queue /PATH, and --host");
    }
    List<String> found = new ArrayList<>();
    for (HostPath each : files.list(folder)) {
      if (each.name().endsWith(ENVELOPE) && each.name().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        found.add(each.name().substring(0, each.name().length() - ENVELOPE.length()));
      }
    }
    return found;
  }

  /**
   * Returns a message; empty when its content is not there.
   *
   * @throws TrekException when its envelope is wrong or can't be read
   */
  Optional<Queued> read(String id) throws TrekException {
    HostPath file = folder.resolve(id + ".msg");
    HostPath envelope = folder.resolve(id + ENVELOPE);
    Optional<FileState> state = files.stat(file).filter(each -> each.kind() == FileState.Kind.FILE);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Queued(id, file, state.get(), Envelope.read(files.name() + ":" + envelope, new String(files.readAll(envelope), StandardCharsets.UTF_8))));
  }
}
