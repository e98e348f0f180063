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
 * @param rehost moves the mailbox to another host as a whole, {@code %h} in the directory, and may be begun again; empty where mailboxes are saved and restored
 */
public record MailboxEnd(String host, String name, List<String> list, List<String> save, List<String> restore, List<String> remove, List<String> rehost) {

  private static final String OTHER = "%h";

  /** Copies the words. */
  public MailboxEnd {
    list = List.copyOf(list);
    save = List.copyOf(save);
    restore = List.copyOf(restore);
    remove = List.copyOf(remove);
    rehost = List.copyOf(rehost);
  }

  /** An end whose mailboxes are saved and restored. */
  public MailboxEnd(String host, String name, List<String> list, List<String> save, List<String> restore, List<String> remove) {
    this(host, name, list, save, restore, remove, List.of());
  }

  /** Returns the same with a program that moves mailboxes from there as a whole. */
  public MailboxEnd rehosting(List<String> command) {
    return new MailboxEnd(host, name, list, save, restore, remove, command);
  }

  /** Returns the command that moves a mailbox from here to another end. */
  List<String> rehost(MailboxEnd to, MailboxUser user) {
    return user.words(rehost.stream().map(each -> each.replace(OTHER, to.name)).toList());
  }

  JSONObject toJson() {
    return new Fields().put("host", host).put("name", name).putTexts("list", list).putTexts("save", save).putTexts("restore", restore).putTexts("remove", remove).putTexts("rehost", rehost).object();
  }

  static MailboxEnd read(JSONObject object) {
    Fields fields = Fields.of(object);
    return new MailboxEnd(fields.text("host"), fields.text("name"), fields.texts("list"), fields.texts("save"), fields.texts("restore"), fields.texts("remove"), fields.maybe("rehost", fields::texts).orElse(List.of()));
  }
}
