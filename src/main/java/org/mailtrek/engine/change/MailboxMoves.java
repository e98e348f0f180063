package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/**
 * Moves mailboxes from one host to another while both are in use, one after the other: held, copied by the vendor's programs, compared, named on the other host in
 * the directory, and released. The directory says of each how far it came; only where it says that a mailbox is, is the truth, so that each can be begun again.
 * The mailbox that was left stays behind. On the way back what has arrived since is brought along, and the copy is removed when it was compared. Where a program of the
 * vendor's moves mailboxes as a whole, that takes the place of copying, and may name the other host itself.
 *
 * @param users whose mailboxes move, in order
 * @param from where they are
 * @param to where they will be
 * @param renews whether an older copy lies there already, which is renewed
 * @param aside what is run for each or around all
 */
public record MailboxMoves(List<MailboxUser> users, MailboxEnd from, MailboxEnd to, boolean renews, Aside aside) implements Change {

  static final String KIND = "mailbox-moves";
  private static final String APART = ": ";

  /**
   * What is run besides, on whatever host; without a host it is where the mailboxes will be.
   *
   * @param quiet before the first one, such as that nobody probes the store meanwhile
   * @param loud behind the last one, and where one failed
   * @param released for each, to deliver what was held; {@code %u} is the name of the mailbox
   */
  public record Aside(List<Act.Run> quiet, List<Act.Run> loud, List<Act.Run> released) {

    /** Nothing. */
    public static final Aside NOTHING = new Aside(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Aside {
      quiet = List.copyOf(quiet);
      loud = List.copyOf(loud);
      released = List.copyOf(released);
    }
  }

  /** Copies the list, and checks that there is something to do. */
  public MailboxMoves {
    users = List.copyOf(users);
    if (users.isEmpty() || from.name().equals(to.name())) {
      throw new IllegalArgumentException("mailboxes move from one host to another");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    String first = "mailbox " + users.get(0).uid();
    return from.host() + " to " + to.host() + ": move " + (users.size() == 1 ? first : users.size() + " mailboxes, " + first + " first");
  }

  @Override
  public Set<String> touches() {
    Set<String> all = new TreeSet<>();
    users.forEach(each -> all.add("entry " + EntryName.parsed(each.dn()).toNormalizedString()));
    return all;
  }

  @Override
  public Stream<String> items() {
    return users.stream().map(each -> "mailbox " + each.uid() + " " + each.dn() + " " + from.name() + " " + to.name());
  }

  /** There is no way back from a store into which a program moves mailboxes when none moves them out. */
  @Override
  public Optional<String> irreversible() {
    return stranded() ? Optional.of("no program is named that moves mailboxes from " + to.name() + " back") : Optional.empty();
  }

  private boolean stranded() {
    return !from.rehost().isEmpty() && to.rehost().isEmpty();
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("users", users, MailboxUser::toJson).put("from", from.toJson()).put("to", to.toJson()).put("renews", renews)
        .put("quiet", aside.quiet, Act::toJson).put("loud", aside.loud, Act::toJson).put("released", aside.released, Act::toJson).object();
  }

  static MailboxMoves read(Fields fields) {
    return new MailboxMoves(
        fields.list("users", each -> MailboxUser.read((JSONObject) each)),
        MailboxEnd.read(fields.object("from")),
        MailboxEnd.read(fields.object("to")),
        fields.flag("renews"),
        new Aside(runs(fields, "quiet"), runs(fields, "loud"), runs(fields, "released")));
  }

  private static List<Act.Run> runs(Fields fields, String name) {
    return fields.list(name, each -> (Act.Run) Act.read((JSONObject) each));
  }

  /** Where a program moves mailboxes as a whole, what each held: the other store may tell nobody what it holds. */
  @Override
  public void keep(View view, Side side) throws TrekException {
    for (MailboxUser each : from.rehost().isEmpty() ? List.<MailboxUser>of() : users) {
      MailboxListing held = MailboxListing.of(view.host(from.host()), from, each);
      side.save(side(each), held::write);
    }
  }

  private static String side(MailboxUser user) {
    return "held-" + Sha256.of(user.uid().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean holdsAll(Side side, MailboxUser user, MailboxListing now) throws TrekException {
    Optional<InputStream> kept = side.open(side(user));
    return kept.isPresent() && MailboxListing.read(kept.get()).messagesWithin(now);
  }

  /**
   * How far a mailbox is.
   *
   * @param uid its name
   * @param where the name in the directory of the host that has it; empty where it has another, or none
   * @param state how far it is, for people
   * @param compared what was compared when it had moved; empty before
   */
  public record State(String uid, String where, String state, String compared) {}

  /**
   * Returns how far each mailbox is, as the directory says.
   *
   * @param noted what was noted when all had moved; none before
   * @throws TrekException when the directory can't be read
   */
  public List<State> states(View view, List<String> noted) throws TrekException {
    Map<String, String> compared = new HashMap<>();
    noted.forEach(each -> compared.put(each.substring(0, each.indexOf(APART)), each.substring(each.indexOf(APART) + APART.length())));
    List<State> states = new ArrayList<>();
    for (MailboxUser each : users) {
      String text = compared.getOrDefault(each.uid(), "");
      states.add(switch (MailboxEntry.seen(view.directory(), each, from, to)) {
        case BEFORE -> new State(each.uid(), from.name(), "not moved", text);
        case AFTER -> new State(each.uid(), to.name(), "moved", text);
        case BETWEEN -> new State(each.uid(), MailboxEntry.on(view.directory(), each, to) ? to.name() : from.name(), "held", text);
        case FOREIGN -> new State(each.uid(), "", "changed by somebody else", text);
      });
    }
    return states;
  }

  /** What somebody else has changed is seen as nothing of ours, unless it is all. */
  @Override
  public Seen look(View view, Side side) throws TrekException {
    Set<Seen> seen = new TreeSet<>();
    for (MailboxUser each : users) {
      seen.add(MailboxEntry.seen(view.directory(), each, from, to));
    }
    if (seen.size() > 1) {
      seen.remove(Seen.FOREIGN);
    }
    return seen.size() == 1 ? seen.iterator().next() : Seen.BETWEEN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return all(estate, users, this::forward);
  }

  /** Moves one mailbox. */
  private interface Moving {
    Left move(Estate estate, MailboxUser user) throws TrekException;
  }

  private Left all(Estate estate, List<MailboxUser> order, Moving moving) throws TrekException {
    Left left = Left.NOTHING;
    try {
      run(estate, aside.quiet, order.get(0));
      for (MailboxUser each : order) {
        left = left.and(moving.move(estate, each));
      }
    } catch (TrekException failure) {
      loud(estate, failure);
      throw failure;
    }
    run(estate, aside.loud, order.get(0));
    return left;
  }

  private void loud(Estate estate, TrekException failure) {
    try {
      run(estate, aside.loud, users.get(0));
    } catch (TrekException second) {
      failure.addSuppressed(second);
    }
  }

  private Left forward(Estate estate, MailboxUser user) throws TrekException {
    Seen seen = MailboxEntry.seen(estate.view().directory(), user, from, to);
    if (seen == Seen.FOREIGN) {
      return foreign(user);
    }
    boolean held = seen == Seen.BETWEEN; // by us, so that what lies on the other host is a copy of ours
    MailboxEntry entry = new MailboxEntry(estate.directory(), user);
    MailboxTransfer transfer = new MailboxTransfer(estate, user);
    if (entry.on(from) || held && elsewhere(transfer, from, to)) {
      if (!renews && !held && !transfer.listing(to).within(transfer.listing(from))) {
        return Left.of(user.dn() + ": left alone, since there is a mailbox " + user.uid() + " on " + to.host() + " already that holds other messages");
      }
      entry.hold();
      if (renews || held) {
        transfer.renew(from, to);
      } else {
        transfer.copy(from, to);
      }
      entry.rehost(from, to);
      held = true;
    }
    if (held) {
      transfer.follow(from, to);
    }
    entry.release();
    run(estate, aside.released, user);
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    List<MailboxUser> last = new ArrayList<>(users);
    java.util.Collections.reverse(last);
    return all(estate, last, (on, user) -> back(on, side, user));
  }

  private Left back(Estate estate, Side side, MailboxUser user) throws TrekException {
    Seen seen = MailboxEntry.seen(estate.view().directory(), user, from, to);
    if (seen == Seen.FOREIGN) {
      return foreign(user);
    }
    if (seen == Seen.BEFORE) {
      run(estate, aside.released, user);
      return Left.NOTHING;
    }
    MailboxEntry entry = new MailboxEntry(estate.directory(), user);
    MailboxTransfer transfer = new MailboxTransfer(estate, user);
    boolean there = entry.on(to) || elsewhere(transfer, to, from);
    if (there && stranded()) {
      transfer.follow(from, to);
      entry.rehost(from, to);
      entry.release();
      run(estate, aside.released, user);
      return Left.of(user.dn() + ": its mailbox stays on " + to.name() + ": " + irreversible().orElseThrow());
    }
    if (there) {
      entry.hold();
      transfer.renew(to, from);
      entry.rehost(to, from);
    }
    transfer.follow(to, from);
    MailboxListing again = transfer.listing(from);
    MailboxListing other = transfer.listing(to);
    boolean bare = !from.rehost().isEmpty() && again.empty() && other.empty();
    if (!renews) {
      if (!other.within(again)) {
        throw TrekException.at(to.host() + ": mailbox " + user.uid()).kind(TrekException.Kind.DIFFERENT).found("holds what the one on " + from.host() + " lacks")
            .next("see what came in by another way; the mailbox is held meanwhile");
      }
      if (from.rehost().isEmpty() || !other.empty() || !there && !bare && holdsAll(side, user, again)) { // else it was moved as a whole, or nobody can tell what it holds
        transfer.remove(to);
      }
    }
    entry.release();
    run(estate, aside.released, user);
    return bare ? Left.of(user.dn() + ": its mailbox is named on " + from.name() + " again, and neither host tells of a message in it: see that it was empty") : Left.NOTHING;
  }

  /** A program that moves a mailbox as a whole, and was cut off, may have moved it before the directory says so. */
  private boolean elsewhere(MailboxTransfer transfer, MailboxEnd at, MailboxEnd other) throws TrekException {
    return !from.rehost().isEmpty() && !transfer.listing(at).messagesWithin(transfer.listing(other));
  }

  private static Left foreign(MailboxUser user) {
    return Left.of(user.dn() + ": left alone, since somebody else has changed its host or its status");
  }

  private void run(Estate estate, List<Act.Run> runs, MailboxUser user) throws TrekException {
    for (Act.Run each : runs) {
      Host host = estate.host(each.host().orElse(to.host()));
      Programs.Ended ended = host.programs().within(MailboxTransfer.PATIENCE).gently(ForeignActs.PARTING).run(new byte[0], user.words(each.command()));
      if (!ended.ok()) {
        throw TrekException.at(host.name() + ": " + each.command().get(0)).found("ended with code " + ended.code() + ": " + ended.lastWords())
            .next("mend what it names, then resume, or undo");
      }
      host.disk().syncAll(HostPath.ROOT);
    }
  }

  /** What was compared, mailbox by mailbox: the copy that stays behind is as it was then; where none does, the mailbox itself. */
  @Override
  public List<String> noted(View view) throws TrekException {
    List<String> noted = new ArrayList<>();
    for (MailboxUser each : users) {
      MailboxEnd compared = from.rehost().isEmpty() ? from : to;
      noted.add(each.uid() + APART + MailboxListing.of(view.host(compared.host()), compared, each).words());
    }
    return noted;
  }

  @Override
  public View over(View below) {
    List<EntryChange> entries = new ArrayList<>();
    users.forEach(each -> entries.add(new ModifyEntry(each.dn(), List.of(MailboxEntry.change(MailboxEntry.HOST, Optional.of(from.name()), Optional.of(to.name()))))));
    return Entries.of(entries).over(below);
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
