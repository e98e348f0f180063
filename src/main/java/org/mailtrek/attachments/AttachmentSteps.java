package org.mailtrek.attachments;

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

  /** Refuses while an attachment that the database names is not in the store. */
  public static Guard present(String host, HostPath path) {
    return new AttachmentsPresent(host, path);
  }
}
