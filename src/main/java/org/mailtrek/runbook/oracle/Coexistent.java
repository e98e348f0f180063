package org.mailtrek.runbook.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.MailboxEnd;
import org.mailtrek.engine.change.MailboxMoves;
import org.mailtrek.engine.change.MailboxUser;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.oracle.Role;
import org.mailtrek.runbook.CommandStep;

/**
 * Builds a new host beside the old one and moves mailboxes to it in groups, a pilot first, while both are in use. Each mailbox is away only as long as it takes to
 * copy it; its mail waits meanwhile. It goes back as it came, with what has arrived since, alone or with all others.
 */
public final class Coexistent implements Runbook {

  private static final Option TO = new Option("to", "the new host, which is declared under hosts", List.of(), Optional.empty());
  private static final Option USERS = new Option("users", "which mailboxes: names with commas between, or an LDAP filter (default: all of the old host)", List.of(), Optional.of(""));
  private static final Option PILOT = new Option("pilot", "who is first: names with commas between (default: the first five)", List.of(), Optional.of(""));
  private static final Option BATCH = new Option("batch", "how many mailboxes a group behind the pilot has, 1 to 1000", List.of(), Optional.of("100"));
  private static final Option WAY = new Option("way", "to the new host, or back to the old one", List.of("there", "back"), Optional.of("there"));
  private static final Option NAME = new Option("new-name", "name of the new host in the directory (default: that of the old one with the name of the estate before the first dot)", List.of(), Optional.of(""));

  private static final Option STORE = new Option("store", "what store the new host has; one that is not classic must be ready", List.of("classic", "cassandra"), Optional.of("classic"));
  private static final Option REHOST = new Option("rehost", "for the Cassandra store: the vendor's rehostuser as its guide has it, words with blanks between, %u the mailbox, %h where it goes", List.of(), Optional.of(""));
  private static final Option REHOST_BACK = new Option("rehost-back", "the same for the way back (default: there is none)", List.of(), Optional.of(""));

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public Coexistent(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "oracle-coexistent";
  }

  @Override
  public String title() {
    return "Move mailboxes of Oracle Messaging Server to a new host, a few at a time, while both are in use";
  }

  @Override
  public boolean fits() {
    return declared.directory().isPresent() && declared.hosts().size() > 1 && new SideBySide(declared).fits();
  }

  @Override
  public List<Option> options() {
    return List.of(SideBySide.HOST, TO, SideBySide.MEDIA, USERS, PILOT, BATCH, WAY, NAME, STORE, REHOST, REHOST_BACK);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Move move = Move.of(declared, options);
    String to = options.getOrDefault("to", "");
    if (!declared.hosts().containsKey(to) || to.equals(move.host())) {
      throw TrekException.at("--to").kind(TrekException.Kind.USAGE).found("the new host is one of the estate's others, not " + (to.isEmpty() ? "nothing" : to)).next("declare it under hosts, and name it");
    }
    if (!move.store(view)) {
      throw TrekException.at(move.host()).kind(TrekException.Kind.REFUSED).found("it keeps no mailboxes").next("plan oracle-side-by-side --host " + move.host());
    }
    MailboxHost old = new MailboxHost(move.host(), active(view, move), move.config());
    String oldName = old.name(view).orElseThrow(() -> TrekException.at(move.host() + ":" + move.config()).kind(TrekException.Kind.REFUSED).found("the configuration does not name the host").next("set local.servername"));
    Move there = move.on(to);
    MailboxHost next = new MailboxHost(to, there.newRoot(), there.config());
    String given = options.getOrDefault("new-name", "");
    String newName = given.isEmpty() ? to + (oldName.contains(".") ? oldName.substring(oldName.indexOf('.')) : "") : given;
    Rehosting rehosting = Rehosting.of(options);
    List<Step> steps = new ArrayList<>(rehosting.none() ? new NewHost(there, old, oldName, newName).steps() : List.of());
    Pair pair = new Pair(old, next, oldName, newName, rehosting, options.getOrDefault("way", "there").equals("back"));
    for (MailboxChoice.Group each : new MailboxChoice(options).groups(view, oldName, newName)) {
      steps.add(move(pair, each, new SchemaToolGuard(move)));
    }
    return steps;
  }

  /** The tree that the link leads to, where there is a link. */
  private static HostPath active(View view, Move move) throws TrekException {
    boolean link = view.host(move.host()).stat(move.link()).filter(each -> each.kind() == FileState.Kind.LINK).isPresent();
    return link ? move.link() : move.oldRoot();
  }

  /** The two hosts, and which way mailboxes go. */
  private record Pair(MailboxHost old, MailboxHost next, String oldName, String newName, Rehosting rehosting, boolean back) {

    MailboxEnd from() {
      return back ? newEnd() : oldEnd();
    }

    MailboxEnd to() {
      return back ? oldEnd() : newEnd();
    }

    private MailboxEnd oldEnd() {
      return old.end(oldName).rehosting(rehosting.there());
    }

    private MailboxEnd newEnd() {
      return next.end(newName).rehosting(rehosting.back());
    }
  }

  private Step move(Pair pair, MailboxChoice.Group group, SchemaToolGuard schema) {
    MailboxEnd from = pair.from();
    MailboxEnd to = pair.to();
    return new CommandStep(
        new CommandStep.Name(group.id(), "Move " + group.members().size() + " mailboxes from " + from.host() + " to " + to.host() + ": " + who(group), Set.of("O3")),
        (view, preview) -> {
          List<MailboxUser> users = new ArrayList<>();
          List<String> held = new ArrayList<>();
          int moved = 0;
          for (MailboxChoice.Chosen each : group.members()) {
            Optional<String> host = view.directory().entry(each.user().dn()).map(entry -> entry.getAttributeValue("mailHost"));
            if (!host.equals(Optional.of(from.name()))) {
              moved++;
            } else if (each.user().status().filter("hold"::equalsIgnoreCase).isPresent()) {
              held.add(each.user().uid());
            } else {
              users.add(each.user());
            }
          }
          if (moved > 0) {
            preview.note(moved + " of them are on " + to.host() + " already");
          }
          if (!held.isEmpty()) {
            preview.note("left out, since somebody holds them: " + String.join(", ", held));
          }
          if (!users.isEmpty()) {
            preview.change(new MailboxMoves(users, from, to, pair.back(), aside(view, pair)));
            preview.note("each is held while it is copied and compared; mail for it waits in the queues. "
                + (pair.rehosting().none() ? "The copy on " + from.host() + " stays" + (pair.back() ? "" : ", and what is deleted in the new one comes back with an undo") : "What stays on " + from.host() + " is up to " + from.rehost().get(0)));
          }
        },
        view -> {},
        pair.back() ? List.of() : List.of(schema, new CacheGuard(pair.old())));
  }

  private static String who(MailboxChoice.Group group) {
    List<MailboxChoice.Chosen> all = group.members();
    return all.size() < 4 ? String.join(", ", all.stream().map(each -> each.user().uid()).toList()) : all.get(0).user().uid() + " to " + all.get(all.size() - 1).user().uid();
  }

  private MailboxMoves.Aside aside(View view, Pair pair) throws TrekException {
    List<Act.Run> quiet = new ArrayList<>();
    List<Act.Run> loud = new ArrayList<>();
    for (MailboxHost each : List.of(pair.old(), pair.next())) {
      if ((pair.rehosting().none() ? pair.old() : each).probed(view)) { // a new host's configuration is the old one's
        quiet.add(each.probing(false));
        loud.add(each.probing(true));
      }
    }
    List<Act.Run> release = new ArrayList<>(List.of(pair.old().release()));
    if (pair.rehosting().none() || pair.next().delivers(view)) {
      release.add(pair.next().release());
    }
    for (Declaration.Product each : declared.products()) {
      if (each.product().equals("oracle") && !each.host().equals(pair.old().host()) && !each.host().equals(pair.next().host())) {
        relay(view, each.host()).ifPresent(host -> release.add(host.release()));
      }
    }
    return new MailboxMoves.Aside(quiet, loud, release);
  }

  /** Other hosts hold mail too where they take it in. */
  private Optional<MailboxHost> relay(View view, String host) throws TrekException {
    Move move = Move.of(declared, Map.of("host", host));
    HostPath root = active(view, move);
    return Installation.at(view.host(host), root).filter(each -> each.roles().contains(Role.MTA) && each.config().isPresent()).map(each -> new MailboxHost(host, root, move.config()));
  }
}
