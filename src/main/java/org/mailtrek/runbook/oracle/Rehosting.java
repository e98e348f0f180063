package org.mailtrek.runbook.oracle;

import java.util.List;
import java.util.Map;
import org.mailtrek.host.TrekException;

/**
 * The vendor's {@code rehostuser}, which alone moves mailboxes into the Cassandra store. Its words are not documented in what is at hand, so they are the
 * administrator's: each is an argument of its own, and no shell reads them.
 *
 * @param there moves one to the new host; empty where mailboxes are saved and restored
 * @param back moves one back; empty where that can't be done
 */
record Rehosting(List<String> there, List<String> back) {

  static Rehosting of(Map<String, String> options) throws TrekException {
    boolean cassandra = options.getOrDefault("store", "classic").equals("cassandra");
    Rehosting found = new Rehosting(words("rehost", options.getOrDefault("rehost", "")), words("rehost-back", options.getOrDefault("rehost-back", "")));
    if (cassandra && found.none()) {
      throw TrekException.at("rehost").kind(TrekException.Kind.USAGE).found("mailboxes come to the Cassandra store by the vendor's rehostuser only, and nobody has said how it is called")
          .next("--set rehost='/PATH/rehostuser WORDS', %u for the mailbox and %h for the host or group that it goes to, as the vendor's guide has it");
    }
    if (!cassandra && !(found.none() && found.back.isEmpty())) {
      throw TrekException.at("rehost").kind(TrekException.Kind.USAGE).found("to a classic store mailboxes are saved and restored").next("--set store=cassandra, or leave it out");
    }
    if (cassandra && options.getOrDefault("new-name", "").isEmpty()) {
      throw TrekException.at("new-name").kind(TrekException.Kind.USAGE).found("what mailHost is to say of mailboxes in the Cassandra store is not known").next("--set new-name=NAME, the host or the group of stores");
    }
    if (found.back.isEmpty() && options.getOrDefault("way", "there").equals("back") && cassandra) {
      throw TrekException.at("rehost-back").kind(TrekException.Kind.USAGE).found("no program is named that moves mailboxes back").next("--set rehost-back='/PATH/rehostuser WORDS'");
    }
    return found;
  }

  /** Returns whether mailboxes are saved and restored instead. */
  boolean none() {
    return there.isEmpty();
  }

  private static List<String> words(String option, String text) throws TrekException {
    List<String> words = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    if (!words.isEmpty() && !(words.get(0).startsWith("/") && words.stream().anyMatch(each -> each.contains("%u")) && words.stream().anyMatch(each -> each.contains("%h")))) {
      throw TrekException.at(option).kind(TrekException.Kind.USAGE).found("'" + text + "' does not begin with a path, or has no %u or no %h").next("--set " + option + "='/PATH/rehostuser WORDS', with %u for the mailbox and %h for where it goes");
    }
    return words;
  }
}
