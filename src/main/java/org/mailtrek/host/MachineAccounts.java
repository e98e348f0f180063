package org.mailtrek.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Users and groups of this machine: its files, then {@code getent}, which also knows those of a directory. */
final class MachineAccounts implements AccountsView {

  private final FileAccounts files;
  private final Programs programs;

  MachineAccounts(FileAccounts files, Programs programs) {
    this.files = files;
    this.programs = programs;
  }

  @Override
  public OptionalInt uid(String user) throws TrekException {
    OptionalInt found = files.uid(user);
    return found.isPresent() ? found : number("passwd", user);
  }

  @Override
  public OptionalInt gid(String group) throws TrekException {
    OptionalInt found = files.gid(group);
    return found.isPresent() ? found : number("group", group);
  }

  @Override
  public Optional<String> user(int uid) throws TrekException {
    Optional<String> found = files.user(uid);
    return found.isPresent() ? found : field("passwd", Integer.toString(uid), 0);
  }

  @Override
  public Optional<String> group(int gid) throws TrekException {
    Optional<String> found = files.group(gid);
    return found.isPresent() ? found : field("group", Integer.toString(gid), 0);
  }

  /** Asks for all at once; getent(1) says of a number that nobody has just by its exit code, 2. */
  @Override
  public Set<Integer> taken(int from, int to) throws TrekException {
    Set<Integer> taken = new HashSet<>(files.taken(from, to));
    for (String database : List.of("passwd", "group")) {
      List<String> line = new ArrayList<>(List.of("getent", database));
      IntStream.rangeClosed(from, to).filter(each -> !taken.contains(each)).mapToObj(Integer::toString).forEach(line::add);
      Programs.Ended ended = programs.run(new byte[0], line);
      if (!ended.ok() && ended.code() != 2) {
        throw refused(database, ended);
      }
      ended.text().lines().map(each -> each.split(":", -1)).filter(each -> each.length > 2).map(each -> FileAccounts.number(each[2])).flatMap(each -> each.stream().boxed()).forEach(taken::add);
    }
    return taken;
  }

  private OptionalInt number(String database, String name) throws TrekException {
    if (name.isEmpty() || name.matches("[0-9-].*")) {
      return OptionalInt.empty();
    }
    Optional<String> found = field(database, name, 2);
    return found.isPresent() ? FileAccounts.number(found.get()) : OptionalInt.empty();
  }

  private Optional<String> field(String database, String key, int index) throws TrekException {
    Programs.Ended ended = programs.run("getent", database, key);
    if (ended.code() == 2) {
      return Optional.empty();
    }
    String[] fields = ended.text().strip().split(":");
    if (!ended.ok() || fields.length <= index || FileAccounts.number(fields[2]).isEmpty()) {
      throw refused(database + " " + key, ended);
    }
    return Optional.of(fields[index]);
  }

  private TrekException refused(String what, Programs.Ended ended) {
    return TrekException.at(programs.host()).found("getent " + what + " failed: " + ended.lastWords()).next("check /etc/nsswitch.conf");
  }
}
