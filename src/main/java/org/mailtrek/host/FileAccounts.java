package org.mailtrek.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Users and groups as {@code /etc/passwd} and {@code /etc/group} name them (passwd(5), group(5)); read anew at every question. */
final class FileAccounts implements AccountsView {

  static final HostPath USERS = HostPath.of("/etc/passwd");
  static final HostPath GROUPS = HostPath.of("/etc/group");

  private final FilesView files;

  FileAccounts(FilesView files) {
    this.files = files;
  }

  @Override
  public OptionalInt uid(String user) throws TrekException {
    return number(USERS, user);
  }

  @Override
  public OptionalInt gid(String group) throws TrekException {
    return number(GROUPS, group);
  }

  @Override
  public Optional<String> user(int uid) throws TrekException {
    return name(USERS, uid);
  }

  @Override
  public Optional<String> group(int gid) throws TrekException {
    return name(GROUPS, gid);
  }

  /** Returns the number of a user or group, of 32 bits without a sign as the kernel has it (directories give out ten digits); empty where a text is none. */
  static OptionalInt number(String text) {
    boolean number = text.matches("[0-9]{1,10}") && Long.parseLong(text) < 0xFFFF_FFFFL; // the last one means nobody
    return number ? OptionalInt.of(Integer.parseUnsignedInt(text)) : OptionalInt.empty();
  }

  /** Returns all names and numbers of a file, in its order. */
  List<Account> all(HostPath file) throws TrekException {
    if (files.stat(file).isEmpty()) {
      return List.of();
    }
    try (InputStream in = files.read(file);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<Account> found = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(":", -1);
        OptionalInt number = fields.length >= 4 ? number(fields[2]) : OptionalInt.empty();
        if (number.isPresent()) {
          found.add(new Account(fields[0], number.getAsInt()));
        }
      }
      return found;
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  @Override
  public Set<Integer> taken(int from, int to) throws TrekException {
    Set<Integer> taken = new HashSet<>();
    for (HostPath file : List.of(USERS, GROUPS)) {
      all(file).stream().map(Account::number).filter(each -> each >= from && each <= to).forEach(taken::add);
    }
    return taken;
  }

  private OptionalInt number(HostPath file, String name) throws TrekException {
    return all(file).stream().filter(each -> each.name.equals(name)).mapToInt(Account::number).findFirst();
  }

  private Optional<String> name(HostPath file, int number) throws TrekException {
    return all(file).stream().filter(each -> each.number == number).map(Account::name).findFirst();
  }

  record Account(String name, int number) {}
}
