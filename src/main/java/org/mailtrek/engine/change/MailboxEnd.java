package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.List;

/**
 * One of the two hosts between which mailboxes move, and the vendor's programs there. In each command {@code %u} stands for the name of the mailbox and {@code %p}
 * for its partition.
 *
 * @param host its name in the estate
 * @param name its name in the directory
 * @param list tells of each message in a line: mailbox, number, and what else there is to compare, apart by {@code |}; only looks
 * @param save writes the mailbox to standard output
 * @param restore reads it from standard input, and doubles nothing that is there
 * @param remove removes the mailbox with all that it holds
 */
public record MailboxEnd(String host, String name, List<String> list, List<String> save, List<String> restore, List<String> remove) {

  /** Copies the words. */
  public MailboxEnd {
    list = List.copyOf(list);
    save = List.copyOf(save);
    restore = List.copyOf(restore);
    remove = List.copyOf(remove);
  }

  JSONObject toJson() {
    return new Fields().put("host", host).put("name", name).putTexts("list", list).putTexts("save", save).putTexts("restore", restore).putTexts("remove", remove).object();
  }

  static MailboxEnd read(JSONObject object) {
    Fields fields = Fields.of(object);
    return new MailboxEnd(fields.text("host"), fields.text("name"), fields.texts("list"), fields.texts("save"), fields.texts("restore"), fields.texts("remove"));
  }
}
