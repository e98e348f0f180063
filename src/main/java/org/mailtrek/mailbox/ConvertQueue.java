package org.mailtrek.mailbox;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.HandOver;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives every message that waits in a 3.x queue to Postfix or into a folder, once: what was given is noted in the queue's folder {@code __given}, so
 * that no later run gives it again, to whichever target. The queue itself stays as it is.
 */
public final class ConvertQueue implements Step {

  private static final String GIVEN = "__given";
  private static final int HELD = 0400;
  private static final int ALSO_HELD = 0600;

  private final String host;
  private final HostPath queue;
  private final String target;

  /**
   * @param host the host that has both
   * @param queue the queue, in the published layout {@code netscape3-queue}
   * @param target {@code postfix}, {@code postfix:/etc/postfix} or {@code folder:/PATH}
   */
  public ConvertQueue(String host, HostPath queue, String target) {
    this.host = host;
    this.queue = queue;
    this.target = target;
  }

  @Override
  public String id() {
    return "convert-queue";
  }

  @Override
  public String title() {
    return "Give the messages of " + host + ":" + queue + " to " + target;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("N10");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    QueueTarget to = QueueTarget.of(on, target);
    MessageQueue messages = new MessageQueue(on, queue);
    HostPath given = queue.resolve(GIVEN);
    boolean first = true;
    for (String id : messages.ids()) {
      if (on.stat(given.resolve(id)).isPresent()) {
        continue;
      }
      Optional<MessageQueue.Queued> message = messages.read(id);
      if (message.isEmpty()) {
        preview.note(id + " has an envelope and no message: it stays");
      } else if (message.get().envelope().waiting().isEmpty()) {
        preview.note(id + ": nobody waits for it any more (" + message.get().envelope().settled() + " recipients are settled): it stays");
      } else {
        if (first) {
          to.remarks().forEach(preview::note);
          for (Folder each : Folder.of(view, host, given, Owner.of(0, 0), 0700)) {
            preview.change(each);
          }
        }
        first = false;
        give(on, preview, to, message.get(), given.resolve(id));
      }
    }
  }

  private void give(HostView on, Preview preview, QueueTarget to, MessageQueue.Queued message, HostPath note) throws TrekException {
    byte[] content = on.readAll(message.file());
    Optional<QueueTarget.Made> beside = to.beside(message);
    if (beside.isPresent()) {
      make(on, preview, beside.get(), beside.get().mode());
    }
    QueueTarget.Made file = to.message(message, content);
    int held = file.mode() == HELD ? ALSO_HELD : HELD;
    String digest = make(on, preview, file, held);
    preview.change(new HandOver(host, file.path(), digest, held, file.mode(), note));
  }

  /** Returns the digest of what it makes. */
  private String make(HostView on, Preview preview, QueueTarget.Made file, int mode) throws TrekException {
    if (on.stat(file.path()).isPresent()) {
      throw TrekException.at(host + ":" + file.path()).kind(TrekException.Kind.REFUSED)
          .found("is there already, and no note says that it came from this queue")
          .next("look at it: another target, or move it away");
    }
    Content content = Content.stored(file.content());
    preview.content(file.content());
    preview.change(FileContent.made(host, file.path(), content, file.owner(), mode, file.modified()));
    return content.digest();
  }
}
