package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.ImapStore;
import org.mailtrek.mailbox.MailStore;
import org.mailtrek.mailbox.NamedStore;
import org.mailtrek.mailbox.StoreKind;

/** Which message stores a command is about: those that are named, else those of the declared Netscape servers. */
final class MailStores {

  private static final String NETSCAPE = "netscape";

  private MailStores() {}

  static Shape options(Shape shape) {
    Values stores = offers("maildir:/var/vmail/%u/Maildir: as Dovecot keeps them", "mbox:/var/mail/%u: one file for each folder", "netscape3:/mail/mailbox-3.x: Mailtrek's published layout");
    return shape.option("--store", "FORMAT:PATH", "the store, %u for the user, or imap:SERVER (default: that of the declared Netscape server)", stores).option("--host", "HOST", "the host that has it", Offers.hosts());
  }

  /** Offers fixed words, and the declared IMAP servers. */
  static Values offers(String... words) {
    Values fixed = Offers.words(words);
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>(fixed.offer(session, typed));
      EstateFile.read(session.folder()).imap().forEach((name, server) -> all.add(new Candidate(ImapStore.FORMAT + name, "by IMAP at " + server.url())));
      return all;
    };
  }

  static List<MailStore> open(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    Optional<String> named = call.option("--store");
    List<MailStore> found = new ArrayList<>();
    if (named.isPresent()) {
      found.add(NamedStore.open(call.session().estate().view(), NamedStore.imap(named.get()) ? "" : host(call, declared), named.get()));
      return found;
    }
    for (Declaration.Product each : servers(call, declared)) {
      found.add(StoreKind.open(call.session().estate().view().host(each.host()), NETSCAPE + "3:" + data(each)));
    }
    return found;
  }

  /** Returns the host that is typed, or the only one. */
  static String host(Call call, Declaration declared) throws TrekException {
    Optional<String> typed = call.option("--host");
    if (typed.isEmpty() && declared.hosts().size() > 1) {
      throw TrekException.at("--host").kind(TrekException.Kind.USAGE).found("several hosts are declared").next("--host " + String.join(", or --host ", declared.hosts().keySet()));
    }
    return typed.orElseGet(() -> declared.hosts().keySet().iterator().next());
  }

  /** Returns the declared Netscape servers that are meant. */
  static List<Declaration.Product> servers(Call call, Declaration declared) throws TrekException {
    List<Declaration.Product> found = declared.products().stream().filter(each -> each.product().equals(NETSCAPE)).filter(each -> call.option("--host").map(each.host()::equals).orElse(true)).toList();
    if (found.isEmpty()) {
      throw TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE)
          .found("no Netscape server is declared" + call.option("--host").map(each -> " on " + each).orElse(""))
          .next("declare one (product: netscape, data: /mail/mailbox-3.x); or, to look at a store: mailbox survey --store FORMAT:PATH");
    }
    return found;
  }

  /** Returns the default mail store path of a server. */
  static HostPath data(Declaration.Product server) throws TrekException {
    String data = server.places().server().get("data");
    if (data == null) {
      throw TrekException.at("estate.yaml: the product on " + server.host()).kind(TrekException.Kind.ESTATE).found("'data' is missing: the server's default mail store path").next("data: /mail/mailbox-3.x");
    }
    return HostPath.of(data);
  }
}
