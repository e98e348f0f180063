package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.MailStore;
import org.mailtrek.mailbox.MessageRead;
import org.mailtrek.mailbox.Quota;
import org.mailtrek.mailbox.StoreSurvey;
import org.mailtrek.mailbox.UserList;

/** Says what a message store holds, how long reading it takes, and what another server would stumble over. */
final class MailboxSurvey implements Command {

  @Override
  public Shape shape() {
    return MailStores.options(Shape.reads())
        .option("--users", "FILE", "only these users: a list as 'mailbox partitions --lists' writes it", Offers.files())
        .flag("--content", "read every message (default: each fiftieth, to measure)")
        .example("mailbox survey", "users, folders, messages, bytes, and what is odd; exit 2 when a mailbox can't be read")
        .example("mailbox survey --store maildir:/var/vmail/%u/Maildir --content", "every message of Dovecot's maildirs is read")
        .example("mailbox survey --store imap:old", "mailboxes of an IMAP server that estate.yaml declares")
        .see("mailbox partitions");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows stores = Rows.of("stores").text("Store").number("Users").number("Folders").number("Messages").bytes("Size").bytes("On disk").number("Read").millis("Reading all");
    Rows largest = Rows.of("mailboxes").text("Largest mailbox").number("Folders").number("Messages").bytes("Size");
    Rows odd = Rows.of("odd").text("User").text("Folder").text("Message").text("Message-ID").bytes("Size").text("Oddity");
    List<String> lines = new ArrayList<>();
    boolean whole = true;
    Map<String, Quota> declared = call.option("--store").isPresent() ? Map.of() : quotas(call, lines);
    for (MailStore store : MailStores.open(call)) {
      Optional<String> list = call.option("--users");
      StoreSurvey survey = StoreSurvey.of(store, list.isPresent() ? listed(call, list.get()) : store.users(), user -> declared.containsKey(user) ? Optional.of(declared.get(user)) : store.quota(user), call.has("--content"));
      stores.row(store.title(), survey.users(), survey.folders(), survey.messages(), survey.bytes(), survey.diskBytes(), survey.read(), survey.readingMillis());
      survey.largest().forEach(each -> largest.row(each.user(), each.folders(), each.messages(), each.bytes()));
      survey.named().forEach(each -> odd.row(each.user(), each.folder().toString(), each.message().id(), each.read().messageId(), each.read().bytes(), each.read().oddities().stream().map(MessageRead.Oddity::words).collect(Collectors.joining("; "))));
      for (Map.Entry<MessageRead.Oddity, Long> each : survey.odd().entrySet()) {
        lines.add("! " + each.getValue() + " of " + survey.read() + " that were read: " + each.getKey().words());
      }
      survey.over().forEach(each -> lines.add("! " + each));
      survey.failed().forEach(each -> lines.add("! " + each));
      whole &= survey.failed().isEmpty();
      lines.addAll(store.remarks());
    }
    Result result = Result.done().table(stores);
    result = largest.count() > 0 ? result.table(largest) : result;
    result = (odd.count() > 0 ? result.table(odd) : result).lines(lines);
    return whole ? result : result.outcome(Outcome.DIFFERENT);
  }

  /** Reads the quotas of the directory; a survey needs none, so that nobody fails for want of them. */
  private static Map<String, Quota> quotas(Call call, List<String> lines) {
    try {
      return Quota.declared(call.session().estate().view().directory());
    } catch (TrekException e) {
      lines.add("! quotas are not known: " + e.where() + " " + e.what());
      return Map.of();
    }
  }

  private static List<String> listed(Call call, String file) throws TrekException {
    try {
      return UserList.read(file, Files.readString(call.session().path(file))).users();
    } catch (IOException e) {
      throw TrekException.at(file).kind(TrekException.Kind.USAGE).found("can't be read: " + e.getMessage()).because(e).next("mailbox partitions --lists FOLDER writes such lists");
    }
  }
}
