package org.mailtrek.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.command.Block;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Talk;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Talks through streams, and asks where somebody is there. May be called from the threads of a run. */
final class PersonTalk implements Talk {

  private final Streams streams;
  private final Globals globals;
  private final Questions questions;
  private final Page page;
  private final ProgressLine progress;
  private final Interrupts interrupts;
  private final Take take;
  private final Filters filters;

  PersonTalk(Streams streams, Globals globals, Interpreter.Screen screen, Page page, Clock clock, Interrupts interrupts, Take take, Filters filters) {
    this.streams = streams;
    this.globals = globals;
    this.questions = screen.questions();
    this.page = page;
    this.progress = new ProgressLine(streams.talk(), screen.redraws() && !globals.plain(), globals.quiet(), clock, screen.columns());
    this.interrupts = interrupts;
    this.take = take;
    this.filters = filters;
  }

  /** Begins to show that a command works, until what is returned is closed. */
  Pulse pulse(String command, String limit) {
    return Pulse.begin(progress, command, limit);
  }

  /** Lets something else talk to the person, and takes up again behind it. */
  void aside(Runnable other) {
    progress.hold();
    try {
      other.run();
    } finally {
      progress.release();
    }
  }

  @Override
  public void say(String line) {
    if (!globals.quiet()) {
      progress.above(() -> {
        streams.talk().println(Cells.visible(line));
        streams.talk().flush();
      });
    }
  }

  @Override
  public void detail(String line) {
    if (globals.verbose()) {
      say(line);
    }
  }

  @Override
  public void show(Block block) {
    PrintStream to = globals.json() ? streams.talk() : streams.out();
    progress.above(() -> {
      for (Block each : filters.pass(block)) {
        take.shown(each);
        page.lines(each).forEach(to::println);
      }
      to.flush();
    });
  }

  @Override
  public boolean quiet() {
    return globals.quiet();
  }

  @Override
  public boolean json() {
    return globals.json();
  }

  @Override
  public boolean asks() {
    return globals.input() && !globals.json() && questions.possible();
  }

  @Override
  public boolean yes(String question) throws TrekException {
    String answer = ask(question + " [y/N]").orElse("").strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  @Override
  public Optional<String> ask(String question) throws TrekException {
    return asks() ? questioned(question, false).map(String::new) : Optional.empty();
  }

  @Override
  public Optional<Secret> secret(String question) throws TrekException {
    return globals.input() && questions.possible() ? questioned(question, true).map(PersonTalk::wiped) : Optional.empty();
  }

  private Optional<char[]> questioned(String question, boolean hidden) throws TrekException {
    progress.hold();
    try {
      return questions.ask(question, hidden);
    } finally {
      progress.release();
    }
  }

  private static Secret wiped(char[] characters) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    Secret secret = Secret.of(copy);
    Arrays.fill(copy, (byte) 0);
    Arrays.fill(bytes.array(), (byte) 0);
    Arrays.fill(characters, '\0');
    return secret;
  }

  @Override
  public void progress(String title, String unit, long done, long total) {
    progress.update(title, unit, done, total);
  }

  @Override
  public void progress(String host, String title, String unit, long done, long total) {
    progress.update(host, title, unit, done, total);
  }

  @Override
  public void writing(Optional<Runnable> stop) {
    interrupts.writing(stop);
  }

  @Override
  public InputStream input() {
    return streams.in();
  }

  @Override
  public OutputStream data() {
    progress.hold();
    return filters.data(take.through(streams.out()));
  }
}
