package org.mailtrek.attachments;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.host.HostPath;

/** The steps and guards of this area, for runbooks. */
public final class AttachmentSteps {

  private AttachmentSteps() {}

  /** Moves the attachments to another folder. */
  public static Step move(String host, HostPath from, HostPath to) {
    return new MoveStore("move-attachments", "Move the attachments to " + to, Set.of("Z9"), host, from, to);
  }

  /** Moves the search index to another folder. */
  public static Step moveIndex(String host, HostPath from, HostPath to) {
    return new MoveStore("move-index", "Move the search index to " + to, Set.of("Z10"), host, from, to);
  }

  /** Empties the folder of the search index, so that its program builds it anew. */
  public static Step setIndexAside(String host, HostPath folder) {
    return new SetIndexAside(host, folder);
  }

  /**
   * Writes the attachments that lie in the database into files, which are compared with the rows; the rows stay.
   *
   * @param layout where each goes
   * @param connections how many read side by side, 1 to 4
   * @param damaged whether those whose rows are not whole are left behind, by name; else the plan is refused
   * @param replace whether files that are not what the rows hold are set aside; else the plan is refused
   */
  public static Step extract(String host, Layout layout, int connections, boolean damaged, boolean replace) {
    return new ExtractAttachments(new ExtractAttachments.How(host, layout, Optional.empty(), connections, damaged, replace));
  }

  /**
   * Sets the rows of attachments aside that are in files, after every file was read and compared with its rows.
   *
   * @param damaged whether those that are not whole, and have no file, go too
   */
  public static Step purge(String host, Layout layout, boolean damaged) {
    return new PurgeRows(host, layout, damaged);
  }

  /** Notes in the database where the attachments are, as the server compares it with {@code attachment_storage} at its start. */
  public static Step mark(String host, String storage) {
    return new MarkStorage(host, storage);
  }

  /** Refuses while a mail server of a host runs. */
  public static Guard stopped(String host) {
    return new ServerStopped(host);
  }

  /** Refuses while an attachment that the database names is not in the store. */
  public static Guard present(String host, HostPath path) {
    return new AttachmentsPresent(host, path);
  }
}
