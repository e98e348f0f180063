package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** What happens to one entry of a directory; a part of {@link Entries}. Never half done: each operation is done or not, and each state can be told. */
public sealed interface EntryChange permits ModifyEntry, RenameEntry, ExchangeEntry, AddEntry, DeleteEntry {

  /** What follows the name in a sentence about an entry that was left alone. */
  String LEFT = ": left alone, since ";

  /** Returns the entry's name before. */
  String dn();

  /** Returns its name afterwards. */
  default String newDn() {
    return dn();
  }

  /** Returns what happens to the values of an entry that stays; nothing for one that comes or goes. */
  default List<ValueChange> changes() {
    return List.of();
  }

  /** Returns its form in journals. */
  JSONObject toJson();

  /** Writes the form of {@link #toJson}. */
  default void write(JsonText text) {
    text.raw(toJson().toSingleLineString());
  }

  /** Returns a text that is the same exactly when the change is the same: by it plans agree on what is done. */
  default String item() {
    return toJson().toString();
  }

  /** Looks at the entry. */
  Seen look(DirectoryView view) throws TrekException;

  /**
   * Makes the change: tried first, looked at only where the server refuses.
   *
   * @return what was left alone, with the server's words; empty when it is done
   */
  Optional<String> perform(DirectoryServer server, boolean relaxed) throws TrekException;

  /** Takes it back, value by value; otherwise as {@link #perform}. */
  Optional<String> revert(DirectoryServer server, boolean relaxed) throws TrekException;

  /** Returns the entry as it will be, its name included; empty when it will be gone. */
  Optional<Entry> over(Entry entry);

  /** Reads the form that {@link #toJson} writes. */
  static EntryChange read(JSONObject object) {
    Fields fields = Fields.of(object);
    return switch (fields.text("operation")) {
      case "modify" -> ModifyEntry.read(fields);
      case "rename" -> RenameEntry.read(fields);
      case "exchange" -> ExchangeEntry.read(fields);
      case "add" -> new AddEntry(AddEntry.entry(fields));
      case "delete" -> new DeleteEntry(AddEntry.entry(fields));
      default -> throw new IllegalArgumentException("unknown operation on an entry");
    };
  }

  /** Returns the name in a sentence about an entry that was left alone. */
  static String name(String sentence) {
    int end = sentence.indexOf(LEFT);
    return end < 0 ? sentence : sentence.substring(0, end);
  }

  /** Returns the sentence for an entry that the server would not change. */
  static Optional<String> refused(String dn, DirectoryServer.Answer answer) {
    return Optional.of(dn + LEFT + "the directory refuses " + words(answer));
  }

  /** Returns the sentence for an entry of which the server would not change these attributes. */
  static Optional<String> refused(String dn, List<ValueChange> changes, DirectoryServer.Answer answer) {
    String attributes = String.join(", ", changes.stream().map(ValueChange::attribute).distinct().toList());
    return Optional.of(dn + LEFT + "the directory refuses to change " + attributes + " " + words(answer));
  }

  private static String words(DirectoryServer.Answer answer) {
    String said = answer.message().isBlank() ? "" : ": " + answer.message();
    return "(" + answer.code() + " " + ResultCode.valueOf(answer.code()).getName() + ")" + said;
  }

  /** Returns the sentence for an entry that is neither as it was nor as it should be. */
  static Optional<String> foreign(String dn, String what) {
    return Optional.of(dn + LEFT + "somebody else has changed it: " + what);
  }
}
