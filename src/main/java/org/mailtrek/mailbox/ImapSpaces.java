package org.mailtrek.mailbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapLook;
import org.mailtrek.host.TrekException;

/**
 * Where folders lie at an IMAP server (RFC 2342).
 *
 * @param own those of the user; at least one
 * @param foreign those of others, and public ones
 */
record ImapSpaces(List<Space> own, List<Space> foreign) {

  /**
   * Where folders lie.
   *
   * @param prefix what stands before the name of each
   * @param divider what divides the parts of their names; empty for nothing
   */
  record Space(String prefix, String divider) {}

  static ImapSpaces of(ImapLook channel) throws IOException, TrekException {
    List<Space> own = new ArrayList<>();
    List<Space> foreign = new ArrayList<>();
    if (channel.can("NAMESPACE")) {
      for (ImapAnswer each : channel.ask(ImapLook.Question.NAMESPACE, "")) {
        if (each.is("NAMESPACE")) {
          own.addAll(spaces(each.values(), 0));
          foreign.addAll(spaces(each.values(), 1));
          foreign.addAll(spaces(each.values(), 2));
        }
      }
    }
    if (own.isEmpty()) {
      String divider = "";
      for (ImapAnswer each : channel.ask(ImapLook.Question.LIST, "\"\" \"\"")) {
        divider = each.is("LIST") && each.values().size() > 1 ? each.values().get(1).toString() : divider;
      }
      own.add(new Space("", divider));
    }
    return new ImapSpaces(own, foreign);
  }

  private static List<Space> spaces(List<Object> kinds, int at) {
    List<Space> found = new ArrayList<>();
    if (at < kinds.size() && kinds.get(at) instanceof List<?> all) {
      for (Object each : all) {
        if (each instanceof List<?> space && space.size() > 1) {
          found.add(new Space(space.get(0).toString(), space.get(1).toString()));
        }
      }
    }
    return found;
  }
}
