package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.Ledger;
import org.mailtrek.mailbox.MailMove;
import org.mailtrek.mailbox.MailStore;
import org.mailtrek.mailbox.MovingPorts;
import org.mailtrek.mailbox.NamedStore;
import org.mailtrek.mailbox.OpenedMove;
import org.mailtrek.mailbox.UserList;
import org.mailtrek.mailbox.WriteSample;

/**
 * Which move of messages a command is about: the one that is named, else the only one that was begun.
 *
 * @param pair from where to where
 * @param ledger what is known of it
 * @param sides the two stores
 */
record MailMoves(MovePair pair, Ledger ledger, MailMove.Sides sides) {

  static Shape options(Shape shape) {
    Values from = MailStores.offers("netscape3:/mail/mailbox-3.x: Mailtrek's published layout", "mbox:/var/mail/%u: one file for each folder", "maildir:/var/vmail/%u/Maildir: as Dovecot keeps them");
    Values to = MailStores.offers("maildir:/var/vmail/%u/Maildir: as Dovecot keeps them", "ims4:/usr/netscape/server4/msg-NAME/store/partition/primary: a partition of 4.x");
    return shape.option("--from", "FORMAT:PATH", "where the messages are, %u for the user, or imap:SERVER (default: the declared Netscape server's, or that of the move that was begun)", from)
        .option("--from-host", "HOST", "the host that has them", Offers.hosts())
        .option("--to", "FORMAT:PATH", "where they go, %u for the user, or imap:SERVER (default: as in the move that was begun)", to)
        .option("--to-host", "HOST", "the host that takes them (default: the same)", Offers.hosts())
        .option("--users", "FILE", "only these users, in this order: a list as 'mailbox partitions --lists' writes it", Offers.files());
  }

  static MailMoves of(Call call) throws TrekException {
    return of(call, call.option("--to").isPresent() ? named(call) : begun(call, begun(call)));
  }

  /** Returns the moves that were begun in the estate. */
  static List<MovePair> begun(Call call) throws TrekException {
    OpenedMove.Notes notes = OpenedMove.Notes.of(call.session().folder());
    return Ledger.begun(notes.files(), notes.folder());
  }

  /** Opens the stores and the ledger of a move. */
  static MailMoves of(Call call, MovePair pair) throws TrekException {
    OpenedMove opened = OpenedMove.of(call.session().estate(), OpenedMove.Notes.of(call.session().folder()), pair);
    return new MailMoves(pair, opened.ledger(), opened.sides());
  }

  private static MovePair named(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    String to = NamedStore.plain(call.option("--to").orElseThrow());
    Optional<String> far = NamedStore.imap(to) ? Optional.of(MovePair.BY_IMAP) : call.option("--to-host");
    if (call.option("--from").isPresent()) {
      String source = NamedStore.plain(call.option("--from").get());
      if (!NamedStore.imap(source)) {
        String host = host(call, declared, "--from-host");
        return new MovePair(host, source, far.orElse(host), to);
      }
      return new MovePair(MovePair.BY_IMAP, source, far.isPresent() ? far.get() : host(call, declared, "--to-host"), to);
    }
    List<Declaration.Product> servers = declared.products().stream().filter(each -> each.product().equals("netscape")).filter(each -> call.option("--from-host").map(each.host()::equals).orElse(true)).toList();
    if (servers.size() != 1) {
      throw TrekException.at("--from").kind(TrekException.Kind.USAGE).found(servers.size() + " Netscape servers are declared that could be meant").next("--from FORMAT:PATH, or --from-host HOST");
    }
    Declaration.Product server = servers.get(0);
    return new MovePair(server.host(), "netscape3:" + MailStores.data(server), far.orElse(server.host()), to);
  }

  private static String host(Call call, Declaration declared, String option) throws TrekException {
    Optional<String> typed = call.option(option);
    if (typed.isEmpty() && declared.hosts().size() > 1) {
      throw TrekException.at(option).kind(TrekException.Kind.USAGE).found("several hosts are declared").next(option + " " + String.join(", or " + option + " ", declared.hosts().keySet()));
    }
    return typed.orElseGet(() -> declared.hosts().keySet().iterator().next());
  }

  private static MovePair begun(Call call, List<MovePair> all) throws TrekException {
    List<MovePair> fitting = all.stream().filter(each -> call.option("--from").map(NamedStore::plain).map(each.source()::equals).orElse(true)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw TrekException.at("--to").kind(TrekException.Kind.USAGE)
        .found(fitting.isEmpty() ? "no move was begun here, so it has to be said where the messages go" : "several moves were begun: " + String.join("; ", fitting.stream().map(MovePair::toString).toList()))
        .next(fitting.isEmpty() ? "--to maildir:/var/vmail/%u/Maildir" : "--from " + fitting.get(0).source());
  }

  /** Returns the users of a list that is named; empty where none is. */
  static Optional<List<String>> listed(Call call) throws TrekException {
    Optional<String> file = call.option("--users");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(UserList.read(file.get(), Files.readString(call.session().path(file.get()))).users());
    } catch (IOException e) {
      throw TrekException.at(file.get()).kind(TrekException.Kind.USAGE).found("can't be read: " + e.getMessage()).because(e).next("mailbox partitions --lists FOLDER writes such lists");
    }
  }

  /** Returns the users that are named, else all of the source. */
  List<String> users(Call call) throws TrekException {
    Optional<List<String>> listed = listed(call);
    MailStore source = sides.source();
    return listed.isPresent() ? listed.get() : source.users();
  }

  /** Measures how fast the target is filled. */
  WriteSample.Measured measured(Call call, List<String> users, int threads) throws TrekException {
    return WriteSample.of(new OpenedMove(ledger, sides), OpenedMove.Notes.of(call.session().folder()), pair, users, threads);
  }

  MailMove move(Clock clock) {
    return new MailMove(ledger, sides, clock, owner());
  }

  static String owner() {
    return MovingPorts.owner();
  }
}
