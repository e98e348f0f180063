package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Makes a user with a group of the same name: one line in each of the machine's account files, all else in them kept as it is, also what somebody
 * adds later. Each file is exchanged whole; some with and some without the line is half done.
 *
 * @param host name of the host
 * @param name of the user and the group
 * @param lines the lines, the group's first
 * @param modified time of the last write of the files; set by the plan where it is empty
 */
public record Account(String host, String name, List<AccountLine> lines, Optional<Instant> modified) implements Change {

  static final String KIND = "account";
  private static final HostPath GROUPS = HostPath.of("/etc/group");
  private static final HostPath USERS = HostPath.of("/etc/passwd");
  private static final HostPath SHADOW = HostPath.of("/etc/shadow");

  /** Copies the lines, and checks that they are of that name. */
  public Account {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || !lines.stream().allMatch(each -> each.key().equals(name))) {
      throw new IllegalArgumentException("an account needs lines of its name, " + name);
    }
  }

  /**
   * Makes a system account without a password, with the lowest number from 100 to 999 that neither users nor groups have.
   *
   * @param home its home folder, which is not made
   * @param shell its shell, such as {@code /usr/sbin/nologin}
   * @return empty when the machine has both user and group
   * @throws TrekException when it has only one of them, or no number is free
   */
  public static Optional<Account> system(View view, String host, String name, String home, String shell) throws TrekException {
    HostView on = view.host(host);
    boolean user = on.accounts().uid(name).isPresent();
    if (user != on.accounts().gid(name).isPresent()) {
      throw TrekException.at(host + ":" + name)
          .kind(TrekException.Kind.REFUSED)
          .found("there is a " + (user ? "user" : "group") + " of that name, but no " + (user ? "group" : "user"))
          .next("create the other one, or name another account");
    }
    if (user) {
      return Optional.empty();
    }
    int number = free(on, host);
    List<AccountLine> lines = new ArrayList<>();
    lines.add(new AccountLine(GROUPS, name + ":x:" + number + ":"));
    lines.add(new AccountLine(USERS, name + ":x:" + number + ":" + number + "::" + home + ":" + shell));
    if (on.stat(SHADOW).isPresent()) {
      lines.add(new AccountLine(SHADOW, name + ":!:19000::::::"));
    }
    return Optional.of(new Account(host, name, lines, Optional.empty()));
  }

  private static int free(HostView on, String host) throws TrekException {
    Set<Integer> taken = on.accounts().taken(100, 999);
    return IntStream.range(100, 1000)
        .filter(number -> !taken.contains(number))
        .findFirst()
        .orElseThrow(() -> TrekException.at(host + ":" + USERS).found("no number below 1000 is free").next("remove accounts that nobody needs"));
  }

  @Override
  public Account dated(Instant planned) {
    return modified.isPresent() ? this : new Account(host, name, lines, Optional.of(planned));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":account " + name + ": make user and group";
  }

  @Override
  public Set<String> touches() {
    return Set.of("account " + host + " " + name);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND)
        .put("host", host)
        .put("name", name)
        .put("lines", lines, AccountLine::toJson)
        .put("modified", modified, time -> new JSONString(time.toString()))
        .object();
  }

  static Account read(Fields fields) {
    List<AccountLine> lines = fields.list("lines", value -> AccountLine.read((JSONObject) value));
    return new Account(fields.text("host"), fields.text("name"), lines, fields.maybe("modified", fields::time));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    for (int n = 0; n < lines.size(); n++) {
      FilePreImage.keep(view.host(host), lines.get(n).file(), side, "file" + n);
    }
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    Seen all = seen(on);
    boolean ours = false;
    for (AccountLine each : lines) {
      ours |= on.stat(side.scratch().beside(each.file())).isPresent();
    }
    return ours && all != Seen.FOREIGN ? Seen.BETWEEN : all;
  }

  private Seen seen(HostView on) throws TrekException {
    Set<Seen> seen = new HashSet<>();
    for (AccountLine each : lines) {
      seen.add(each.seen(on));
    }
    return seen.contains(Seen.FOREIGN) ? Seen.FOREIGN : seen.size() == 1 ? seen.iterator().next() : Seen.BETWEEN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return exchange(estate.host(host), side, true);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    return exchange(estate.host(host), side, false);
  }

  private Left exchange(Host on, Side side, boolean forward) throws TrekException {
    boolean foreign = seen(on.view()) == Seen.FOREIGN;
    for (int n = 0; n < lines.size(); n++) {
      AccountLine line = lines.get(n);
      if (foreign) {
        new Mover(on).clear(side.scratch().beside(line.file()));
      } else {
        exchange(on, side, line, forward ? Optional.empty() : Optional.of("file" + n));
      }
    }
    return foreign ? Left.of(host + ":account " + name + ": left alone, since somebody else has changed its lines") : Left.NOTHING;
  }

  private void exchange(Host on, Side side, AccountLine line, Optional<String> kept) throws TrekException {
    Image now = Image.at(on.view(), line.file()).orElseThrow();
    byte[] old = on.view().readAll(line.file());
    byte[] changed = kept.isEmpty() ? line.added(old) : line.removed(old);
    Optional<Instant> time = modified;
    if (kept.isPresent()) {
      Bytes before = FilePreImage.whole(side, kept.get());
      boolean exact = java.util.Arrays.equals(line.added(before.array()), line.added(changed));
      changed = exact ? before.array() : changed;
      time = exact ? FilePreImage.modified(side, kept.get()) : Optional.empty();
    }
    Content content = Content.of(changed);
    FileExchange.Target target = new FileExchange.Target(Optional.of(now.withContent(content)), () -> content.open(side), time);
    new FileExchange(on, line.file(), side.scratch()).exchange(Optional.of(now), target);
  }

  @Override
  public View over(View below) {
    return OverlayView.host(
        below, host, view -> OverlayHostView.over(view).files(new OverlayLines(view, lines, modified)).accounts(new OverlayAccounts(view.accounts(), lines)));
  }

  @Override
  public Set<Place> folders(View view) {
    Set<Place> all = new LinkedHashSet<>();
    lines.forEach(each -> all.add(new Place(host, each.file().parent())));
    return all;
  }
}
