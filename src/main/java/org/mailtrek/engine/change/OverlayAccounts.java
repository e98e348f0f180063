package org.mailtrek.engine.change;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mailtrek.host.AccountsView;
import org.mailtrek.host.TrekException;

/** Shows the accounts of a machine with some lines of {@code passwd} and {@code group} added. */
record OverlayAccounts(AccountsView below, List<AccountLine> lines) implements AccountsView {

  private OptionalInt number(String file, String name) {
    return lines.stream()
        .filter(each -> each.file().name().equals(file) && each.key().equals(name))
        .mapToInt(each -> Integer.parseInt(each.field(2)))
        .findFirst();
  }

  private Optional<String> name(String file, int number) {
    return lines.stream()
        .filter(each -> each.file().name().equals(file) && each.field(2).equals(Integer.toString(number)))
        .map(AccountLine::key)
        .findFirst();
  }

  @Override
  public OptionalInt uid(String user) throws TrekException {
    OptionalInt added = number("passwd", user);
    return added.isPresent() ? added : below.uid(user);
  }

  @Override
  public OptionalInt gid(String group) throws TrekException {
    OptionalInt added = number("group", group);
    return added.isPresent() ? added : below.gid(group);
  }

  @Override
  public Set<Integer> taken(int from, int to) throws TrekException {
    Set<Integer> taken = new HashSet<>(below.taken(from, to));
    lines.stream().filter(each -> Set.of("passwd", "group").contains(each.file().name())).map(each -> Integer.parseInt(each.field(2))).filter(each -> each >= from && each <= to).forEach(taken::add);
    return taken;
  }

  @Override
  public Optional<String> user(int uid) throws TrekException {
    Optional<String> found = below.user(uid);
    return found.isPresent() ? found : name("passwd", uid);
  }

  @Override
  public Optional<String> group(int gid) throws TrekException {
    Optional<String> found = below.group(gid);
    return found.isPresent() ? found : name("group", gid);
  }
}
