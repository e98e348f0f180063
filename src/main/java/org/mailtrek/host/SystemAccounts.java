package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Creates the accounts that packages ask for, and takes away those that nobody has used since. */
final class SystemAccounts {

  private static final List<HostPath> FILES = List.of(FileAccounts.GROUPS, FileAccounts.USERS);

  private final Store store;
  private final FileAccounts accounts;

  SystemAccounts(Store store) {
    this.store = store;
    this.accounts = new FileAccounts(store.files());
  }

  FileAccounts view() {
    return accounts;
  }

  /** Returns the number of a user, or the one that {@link #create} would give it. */
  int uid(String user) throws TrekException {
    OptionalInt known = accounts.uid(user);
    return known.isPresent() ? known.getAsInt() : free();
  }

  /** Returns the number of a group, or the one that {@link #create} would give it. */
  int gid(String group) throws TrekException {
    OptionalInt known = accounts.gid(group);
    return known.isPresent() ? known.getAsInt() : free();
  }

  private int free() throws TrekException {
    Set<Integer> taken =
        Stream.concat(accounts.all(FileAccounts.USERS).stream(), accounts.all(FileAccounts.GROUPS).stream())
            .map(FileAccounts.Account::number)
            .collect(Collectors.toSet());
    return IntStream.range(100, 1000)
        .filter(each -> !taken.contains(each))
        .findFirst()
        .orElseThrow(() -> TrekException.at(FileAccounts.USERS).found("no number below 1000 is free").next("remove accounts that nobody needs"));
  }

  /** Returns what is to be known, before {@link #create}, to take an account away again; empty when it exists already. */
  Optional<String> before(String name) throws TrekException {
    if (accounts.uid(name).isPresent() && accounts.gid(name).isPresent()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(name).append('\n');
    for (HostPath file : FILES) {
      Optional<FileState> state = store.files().stat(file);
      text.append(Digests.sha256(content(file))).append(' ').append(state.map(FileState::modified).orElse(Instant.EPOCH)).append('\n');
    }
    return Optional.of(text.toString());
  }

  /** Creates what is missing of a user and a group of one name. */
  void create(String name) throws TrekException {
    int number = accounts.gid(name).isPresent() ? gid(name) : uid(name);
    if (accounts.gid(name).isEmpty()) {
      add(FileAccounts.GROUPS, name + ":x:" + number + ":\n");
    }
    if (accounts.uid(name).isEmpty()) {
      add(FileAccounts.USERS, name + ":x:" + number + ":" + gid(name) + "::/var/lib/" + name + ":/usr/sbin/nologin\n");
    }
  }

  private void add(HostPath file, String line) throws TrekException {
    byte[] before = content(file);
    byte[] added = line.getBytes(StandardCharsets.UTF_8);
    byte[] after = java.util.Arrays.copyOf(before, before.length + added.length);
    System.arraycopy(added, 0, after, before.length, added.length);
    store.writer().replace(file, after, Optional.empty());
  }

  /** Takes away the lines of an account; files that are then as {@link #before} found them get their time back. */
  void remove(String record) throws TrekException {
    List<String> facts = record.lines().toList();
    for (int index = 0; index < FILES.size(); index++) {
      String[] before = facts.get(1 + index).split(" ");
      take(FILES.get(index), facts.get(0), before[0], Instant.parse(before[1]));
    }
  }

  private void take(HostPath file, String name, String digest, Instant modified) throws TrekException {
    String text = new String(content(file), StandardCharsets.ISO_8859_1);
    List<String> kept = new ArrayList<>();
    for (String line : text.split("(?<=\n)")) {
      if (!line.startsWith(name + ":")) {
        kept.add(line);
      }
    }
    byte[] after = String.join("", kept).getBytes(StandardCharsets.ISO_8859_1);
    boolean asBefore = Digests.sha256(after).equals(digest);
    if (after.length != text.length()) {
      store.writer().replace(file, after, asBefore ? Optional.of(modified) : Optional.empty());
    }
  }

  private byte[] content(HostPath file) throws TrekException {
    if (store.files().stat(file).isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = store.files().read(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }
}
