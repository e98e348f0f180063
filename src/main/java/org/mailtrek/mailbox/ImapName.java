package org.mailtrek.mailbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapChannel;
import org.mailtrek.host.ImapLook;
import org.mailtrek.host.TrekException;

/**
 * A folder of a user by IMAP.
 *
 * @param name its name, without what the server puts before all of the user's own (RFC 2342); a part that is no modified UTF-7 as it is spelt
 * @param wire as the server spells it whole
 */
record ImapName(FolderName name, String wire) {

  /** Lists a user's own folders with {@code LIST} or {@code LSUB}; those of others, or of nobody, are left out, and what holds no messages. */
  static List<ImapName> list(ImapLook channel, ImapLook.Question what) throws IOException, TrekException {
    ImapSpaces spaces = ImapSpaces.of(channel);
    Map<String, ImapName> found = new LinkedHashMap<>();
    List<String> patterns = new ArrayList<>(spaces.own().stream().map(each -> each.prefix() + "*").toList());
    patterns.add(0, "INBOX"); // before another folder that is named so behind a prefix
    for (String pattern : patterns) {
      for (ImapAnswer each : channel.ask(what, "\"\" " + ImapChannel.quoted(pattern))) {
        if (each.is(what.name()) && each.values().size() > 2 && each.values().get(0) instanceof List<?> flags && selectable(flags)) {
          take(each, spaces, found);
        }
      }
    }
    return found.values().stream().sorted((one, other) -> one.name().compareTo(other.name())).toList();
  }

  private static boolean selectable(List<?> flags) {
    return flags.stream().noneMatch(each -> each.toString().equalsIgnoreCase("\\Noselect") || each.toString().equalsIgnoreCase("\\NonExistent"));
  }

  private static void take(ImapAnswer answer, ImapSpaces spaces, Map<String, ImapName> into) {
    String wire = answer.values().get(2).toString();
    if (spaces.foreign().stream().anyMatch(each -> !each.prefix().isEmpty() && wire.startsWith(each.prefix()))) {
      return;
    }
    String prefix = spaces.own().stream().map(ImapSpaces.Space::prefix).filter(wire::startsWith).max((one, other) -> Integer.compare(one.length(), other.length())).orElse("");
    String divider = answer.values().get(1).toString();
    String rest = wire.substring(prefix.length());
    List<String> parts = new ArrayList<>();
    for (String each : divider.isEmpty() ? new String[] {rest} : rest.split(Pattern.quote(divider))) {
      if (!each.isEmpty()) {
        parts.add(ModifiedUtf7.decode(each).orElse(each));
      }
    }
    if (!parts.isEmpty()) {
      boolean inbox = wire.equalsIgnoreCase(FolderName.INBOX.toString());
      into.putIfAbsent(inbox ? FolderName.INBOX.toString() : wire, new ImapName(inbox ? FolderName.INBOX : new FolderName(parts), wire));
    }
  }
}
