package org.mailtrek.mailbox;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Where queued messages go, and in what form. */
sealed interface QueueTarget {

  /**
   * A file that is to be made.
   *
   * @param path where
   * @param content what is in it
   * @param owner whose it is
   * @param mode its mode when it is given away
   * @param modified its time of the last write; empty for the plan's
   */
  record Made(HostPath path, byte[] content, Owner owner, int mode, Optional<Instant> modified) {}

  /** Returns the folder, which must be there. */
  HostPath folder();

  /** Returns the file that carries a message. */
  Made message(MessageQueue.Queued message, byte[] content) throws TrekException;

  /** Returns the file that lies beside it, with the envelope; empty where the message carries that itself. */
  Optional<Made> beside(MessageQueue.Queued message);

  /** Returns what becomes of what this target can't keep, for the plan. */
  List<String> remarks();

  /**
   * Returns the target that is typed {@code folder:/PATH}, {@code postfix} or {@code postfix:/etc/postfix}.
   *
   * @throws TrekException of kind {@code USAGE} when it is none, or not there
   */
  static QueueTarget of(HostView view, String typed) throws TrekException {
    if (typed.matches("folder:/.+")) {
      return new Folder(there(view, HostPath.of(typed.substring(7)), "mkdir it"));
    }
    if (typed.matches("postfix(:/.+)?")) {
      HostPath configuration = HostPath.of(typed.length() > 8 ? typed.substring(8) : "/etc/postfix").resolve("main.cf");
      HostPath spool = HostPath.of("/var/spool/postfix");
      for (String line : new String(view.readAll(configuration), StandardCharsets.UTF_8).lines().toList()) {
        spool = line.matches("queue_directory\\s*=\\s*/\\S+\\s*") ? HostPath.of(line.substring(line.indexOf('=') + 1).strip()) : spool;
      }
      HostPath drop = there(view, spool.resolve("maildrop"), "install Postfix, or name its configuration: --to postfix:/etc/postfix");
      return new Postfix(drop, view.stat(drop).orElseThrow().gid());
    }
    throw TrekException.at("--to").kind(TrekException.Kind.USAGE).found("'" + typed + "' is no target").next("--to postfix, --to postfix:/etc/postfix or --to folder:/PATH");
  }

  private static HostPath there(HostView view, HostPath folder, String next) throws TrekException {
    if (view.stat(folder).filter(each -> each.kind() == FileState.Kind.FOLDER).isEmpty()) {
      throw TrekException.at(view.name() + ":" + folder).kind(TrekException.Kind.USAGE).found("is no folder").next(next);
    }
    return folder;
  }

  /**
   * Postfix, which takes mail from its folder {@code maildrop} when its pickup looks, each minute.
   *
   * @param folder that folder
   * @param group its group
   */
  record Postfix(HostPath folder, int group) implements QueueTarget {

    @Override
    public Made message(MessageQueue.Queued message, byte[] content) {
      byte[] records = MaildropFile.of(message.envelope(), content, message.state().modified());
      return new Made(folder.resolve(QueueNames.of(message.id(), content)), records, Owner.of(0, group), 0744, Optional.empty()); // Postfix throws old files away that are not ready
    }

    @Override
    public Optional<Made> beside(MessageQueue.Queued message) {
      return Optional.empty();
    }

    @Override
    public List<String> remarks() {
      return List.of(
          "Postfix tries each message as soon as it has it, and counts its age and its tries anew: times of retry are not kept",
          "undo takes back what Postfix has not taken yet; what it took is on its way: stop Postfix first if you want to look before");
    }
  }

  /**
   * A folder of messages, {@code ID.eml}, each beside its envelope, {@code ID.json}.
   *
   * @param folder that folder
   */
  record Folder(HostPath folder) implements QueueTarget {

    @Override
    public Made message(MessageQueue.Queued message, byte[] content) {
      FileState state = message.state();
      return new Made(folder.resolve(message.id() + ".eml"), content, Owner.of(state.uid(), state.gid()), state.mode(), Optional.of(message.envelope().arrived()));
    }

    @Override
    public Optional<Made> beside(MessageQueue.Queued message) {
      Envelope envelope = message.envelope();
      List<JSONValue> to = envelope.waiting().stream().map(each -> (JSONValue) new JSONString(each)).toList();
      JSONObject json =
          new JSONObject(
              new JSONField("from", envelope.from()),
              new JSONField("to", new JSONArray(to)),
              new JSONField("arrived", envelope.arrived().toString()),
              new JSONField("retry", envelope.retry().toString()),
              new JSONField("tries", envelope.tries()));
      byte[] text = (json.toSingleLineString() + "\n").getBytes(StandardCharsets.UTF_8);
      FileState state = message.state();
      return Optional.of(new Made(folder.resolve(message.id() + ".json"), text, Owner.of(state.uid(), state.gid()), state.mode(), Optional.of(envelope.arrived())));
    }

    @Override
    public List<String> remarks() {
      return List.of("ID.eml is the message, ID.json its envelope with the times of arrival and retry; take a message when it has the mode that it had in the queue");
    }
  }
}
