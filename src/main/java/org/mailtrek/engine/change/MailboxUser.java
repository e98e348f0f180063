package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whose mailbox moves.
 *
 * @param uid the name of the mailbox
 * @param dn the entry that says on which host it is
 * @param partition the store's partition that holds it
 * @param status what the entry says of the mailbox's status, before and afterwards; empty where it says nothing
 */
public record MailboxUser(String uid, String dn, String partition, Optional<String> status) {

  private static final String UID = "%u";
  private static final String PARTITION = "%p";

  JSONObject toJson() {
    return new Fields().put("uid", uid).put("dn", dn).put("partition", partition).put("status", status, JSONString::new).object();
  }

  static MailboxUser read(JSONObject object) {
    Fields fields = Fields.of(object);
    return new MailboxUser(fields.text("uid"), fields.text("dn"), fields.text("partition"), fields.maybe("status", fields::text));
  }

  /** Returns a command for this mailbox: {@code %u} is the name of it, {@code %p} its partition. */
  List<String> words(List<String> command) {
    return command.stream().map(each -> each.replace(PARTITION, partition).replace(UID, uid)).toList();
  }
}
