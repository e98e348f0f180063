package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs programs of a machine over SSH, one round trip each beyond what they take themselves; the one place that quotes is {@link ShellWords}. */
final class SshPrograms implements Programs {

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final Set<String> READERS = Set.of("apt-cache", "dpkg-deb", "dpkg-query", "getent", "journalctl");
  private static final Set<String> ASKING = Set.of("is-active", "is-enabled", "list-unit-files", "list-units", "show");

  private static final int MOST_AHEAD = 64;

  private final SshLink link;
  private final Seen seen;
  private final Duration limit;
  private final SortedMap<String, String> settings;
  private final Supplier<Optional<String>> owner;
  private final boolean looks;
  private final Optional<Duration> patience;

  /** Makes programs that change nothing. */
  SshPrograms(SshLink link, Seen seen) {
    this(link, seen, Optional::empty);
  }

  /** Makes programs that may write for somebody, where one is named: he is not let in by another connection before they are done. */
  SshPrograms(SshLink link, Seen seen, Supplier<Optional<String>> owner) {
    this(link, seen, owner, Duration.ofMinutes(10), new TreeMap<>(), false, Optional.empty());
  }

  private SshPrograms(SshLink link, Seen seen, Supplier<Optional<String>> owner, Duration limit, SortedMap<String, String> settings, boolean looks,
      Optional<Duration> patience) {
    this.link = link;
    this.seen = seen;
    this.owner = owner;
    this.limit = limit;
    this.settings = settings;
    this.looks = looks;
    this.patience = patience;
  }

  @Override
  public String host() {
    return link.target().name();
  }

  @Override
  public Programs with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new SshPrograms(link, seen, owner, limit, more, looks, patience);
  }

  @Override
  public Programs within(Duration newLimit) {
    return new SshPrograms(link, seen, owner, newLimit, settings, looks, patience);
  }

  @Override
  public Programs gently(Duration newPatience) {
    return new SshPrograms(link, seen, owner, limit, settings, looks, Optional.of(newPatience));
  }

  @Override
  public Programs looking() {
    return new SshPrograms(link, seen, owner, limit, settings, true, patience);
  }

  @Override
  public String word(HostPath path) throws TrekException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw TrekException.at(host() + ":" + path).found("the name is no UTF-8, and no argument of a program can hold it").because(e).next("rename it");
    }
  }

  @Override
  public Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException {
    ShellWorker worker = link.borrow();
    try {
      link.trips().count(1);
      RemoteProgram program = worker.run(line(command), onlyReads(command) ? Optional.empty() : owner.get());
      link.prepare();
      Ended ended = program.follow(input, output, limit);
      link.drop(worker);
      return checked(ended, command.get(0));
    } catch (LostException e) {
      link.drop(worker);
      throw link.lost(e);
    } catch (TimeoutException e) {
      throw TrekException.at(host()).found(command.get(0) + " did not end within " + limit.toSeconds() + " s and " + end(worker)).because(e)
          .next("see what it waits for, then start again");
    } catch (InterruptedException e) {
      String fate = end(worker);
      Thread.currentThread().interrupt();
      throw TrekException.at(host()).kind(TrekException.Kind.INTERRUPTED).found(command.get(0) + " was interrupted and " + fate).because(e).next("start again");
    } catch (IOException e) {
      end(worker);
      throw TrekException.at(host()).found("the data of " + command.get(0) + " could not be handed on: " + e.getMessage()).because(e).next("start again");
    } finally {
      if (!onlyReads(command)) {
        seen.forget();
      }
    }
  }

  private String end(ShellWorker worker) {
    if (patience.isPresent()) {
      return link.ask(worker, patience.get()) ? ENDED : STILL;
    }
    link.kill(worker);
    return "was killed";
  }

  /** Returns whether a program is known to leave the files of the machine alone, so that what was seen of them stays true. */
  private boolean onlyReads(List<String> command) {
    return looks || READERS.contains(command.get(0)) || command.get(0).equals("systemctl") && command.size() > 1 && ASKING.contains(command.get(1));
  }

  /** Asks a shell that goes on afterwards, where a program only reads: one round trip, and no shell has to be started for the next. */
  @Override
  public Ended run(byte[] input, List<String> command) throws TrekException {
    if (input.length > 0 || !onlyReads(command)) {
      return Programs.super.run(input, command);
    }
    byte[] line = line(command);
    Optional<Ended> known = seen.answer(key(line));
    if (known.isPresent()) {
      return checked(known.get(), command.get(0));
    }
    Seen.Ticket ticket = seen.ticket();
    ShellWorker.Reply reply = new Asking(link, limit).read('q', line);
    Ended ended = new Ended(reply.code(), reply.out(), reply.err());
    seen.keep(ticket, key(line), ended);
    return checked(ended, command.get(0));
  }

  @Override
  public void ahead(Collection<List<String>> commands) throws TrekException {
    if (!seen.remembering()) {
      return;
    }
    List<byte[]> unknown = commands.stream().map(this::line).filter(each -> seen.answer(key(each)).isEmpty()).toList();
    for (int from = 0; unknown.size() > 1 && from < unknown.size(); from += MOST_AHEAD) {
      List<byte[]> some = unknown.subList(from, Math.min(unknown.size(), from + MOST_AHEAD));
      SeveralPrograms several = new SeveralPrograms();
      Seen.Ticket ticket = seen.ticket();
      List<Ended> said = several.read(new Asking(link, limit).read('q', several.call(some)).out());
      for (int each = 0; each < said.size(); each++) {
        seen.keep(ticket, key(some.get(each)), said.get(each));
      }
    }
  }

  @Override
  public void ahead(List<List<String>> commands, List<String> whole, Function<Ended, List<Ended>> apart) throws TrekException {
    if (!seen.remembering() || commands.stream().allMatch(each -> seen.answer(key(line(each))).isPresent())) {
      return;
    }
    Seen.Ticket ticket = seen.ticket();
    List<Ended> parts = apart.apply(looking().run(new byte[0], whole));
    for (int each = 0; each < Math.min(parts.size(), commands.size()); each++) {
      seen.keep(ticket, key(line(commands.get(each))), parts.get(each));
    }
  }

  private static String key(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  private byte[] line(List<String> command) {
    List<String> words = new ArrayList<>(List.of("env", "-i", "PATH=" + PATH, "LC_ALL=C.UTF-8"));
    settings.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return ShellWords.quoteTexts(words);
  }

  private Ended checked(Ended ended, String program) throws TrekException {
    if (ended.code() == 127 && ended.err().startsWith("env: ")) {
      throw TrekException.at(host()).found(program + " can't be started").next("install " + program + " on " + host());
    }
    return ended;
  }
}
