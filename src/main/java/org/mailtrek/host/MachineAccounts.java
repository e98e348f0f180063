package org.mailtrek.host;

import java.util.Optional;
import java.util.OptionalInt;

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

  private OptionalInt number(String database, String name) throws TrekException {
    if (name.isEmpty() || name.matches("[0-9-].*")) {
      return OptionalInt.empty();
    }
    Optional<String> found = field(database, name, 2);
    return found.isPresent() ? OptionalInt.of(Integer.parseInt(found.get())) : OptionalInt.empty();
  }

  private Optional<String> field(String database, String key, int index) throws TrekException {
    Programs.Ended ended = programs.run("getent", database, key);
    if (ended.code() == 2) {
      return Optional.empty();
    }
    String[] fields = ended.text().strip().split(":");
    if (!ended.ok() || fields.length <= index || !fields[2].matches("[0-9]{1,9}")) {
      throw TrekException.at(programs.host() + ": " + key).found("getent " + database + " failed: " + ended.lastWords()).next("check /etc/nsswitch.conf");
    }
    return Optional.of(fields[index]);
  }
}
