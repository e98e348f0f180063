package org.mailtrek.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Exit;
import org.mailtrek.command.Globals;
import org.mailtrek.command.HelpPage;
import org.mailtrek.command.Lines;
import org.mailtrek.command.Meant;
import org.mailtrek.command.Outcome;
import org.mailtrek.command.Parser;
import org.mailtrek.command.Result;
import org.mailtrek.command.SecretWords;
import org.mailtrek.command.Session;
import org.mailtrek.command.Setting;
import org.mailtrek.command.Shape;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.command.Transcript;
import org.mailtrek.host.TrekException;

/** Carries out one line: splits it, runs each command, shows each result. The same for typed lines, scripts and single commands. */
public final class Interpreter {

  private final Catalogue catalogue;
  private final Session session;
  private final Streams streams;
  private final Globals globals;
  private final Screen screen;
  private final Clock clock;
  private final Interrupts interrupts;
  private final Log log;
  private final boolean keepGoing;
  private final List<Transcript.Entry> taken = new ArrayList<>();

  Interpreter(Session session, Streams streams, Globals globals, Screen screen, Clock clock, Interrupts interrupts, boolean keepGoing) {
    this.session = session;
    this.catalogue = new Catalogue(session);
    this.streams = globals.ascii() ? streams.ascii() : streams;
    this.globals = globals;
    this.screen = screen;
    this.clock = clock;
    this.interrupts = interrupts;
    this.log = new Log(session, clock);
    this.keepGoing = keepGoing;
  }

  /**
   * What the person sees.
   *
   * @param questions asks the person
   * @param redraws whether a line of progress may be redrawn
   * @param width returns the columns that results must fit into
   * @param columns returns the columns of the terminal that talk goes to
   * @param whole whether a program may have the terminal for its own output
   * @param paging shows results that are longer than the screen
   */
  record Screen(Questions questions, boolean redraws, IntSupplier width, IntSupplier columns, boolean whole, Paging paging) {

    private Screen unpaged() {
      return new Screen(questions, redraws, width, columns, whole, Paging.NONE);
    }
  }

  /** Shows long results a page at a time. */
  @FunctionalInterface
  interface Paging {

    /** Shows nothing: all is printed as it comes. */
    Paging NONE = lines -> false;

    /** Shows lines if they are longer than the screen, and returns when the person has read them; else returns false, and they are still to be printed. */
    boolean show(List<String> lines);
  }

  /** Carries out a line; returns the exit code of the first command that fails, or of the last. */
  int line(String line) {
    List<Statements.Statement> statements;
    try {
      Tokenizer.Tokens tokens = new Tokenizer(session.variables()::get).split(line);
      if (tokens.open() == Tokenizer.Open.SINGLE || tokens.open() == Tokenizer.Open.DOUBLE) {
        throw TrekException.at("line").kind(TrekException.Kind.USAGE).found("a quote is not closed").next("close it, or help language");
      }
      statements = Statements.of(tokens.tokens());
    } catch (TrekException e) {
      return failed("", globals, e, streams, List.of());
    }
    taken.clear();
    int failed = 0;
    for (int i = 0; i < statements.size(); i++) {
      // variables that an earlier statement of this line has set count in the later ones
      Statements.Statement statement = i == 0 ? statements.get(0) : again(line, i, statements.get(i));
      int exit = run(statement);
      failed = failed == 0 ? exit : failed;
      if (failed != 0 && !keepGoing || session.left()) {
        return failed;
      }
    }
    return failed;
  }

  private Statements.Statement again(String line, int index, Statements.Statement otherwise) {
    try {
      List<Statements.Statement> fresh = Statements.of(new Tokenizer(session.variables()::get).split(line).tokens());
      return index < fresh.size() ? fresh.get(index) : otherwise;
    } catch (TrekException e) {
      return otherwise;
    }
  }

  /** Returns whether {@code exit} was typed. */
  boolean left() {
    return session.left();
  }

  /** Carries out one command given as words. */
  int words(List<String> words) {
    return run(new Statements.Statement(words, List.of(), List.of(), Optional.empty(), false));
  }

  private int run(Statements.Statement statement) {
    Take take = new Take(statement, clock);
    int exit = run(statement, take);
    if (session.recording().passesOver(session.estateFolder())) {
      return exit;
    }
    Transcript.Entry entry = take.entry(exit);
    taken.add(entry);
    session.recording().take(session.estateFolder(), entry).ifPresent(streams.talk()::println);
    return exit;
  }

  private int run(Statements.Statement statement, Take take) {
    try (Output output = Output.open(statement, session, streams, screen.whole())) {
      return run(statement, take, output, Filters.of(statement.filters()));
    } catch (TrekException e) {
      take.failed(e);
      return failed(statement.words().get(0), globals, e, streams, statement.words());
    }
  }

  private int run(Statements.Statement statement, Take take, Output output, Filters filters) {
    String name = statement.words().get(0);
    Globals all = globals;
    Streams to = streams.out(output.stream());
    try {
      Globals.Leading leading = globals.leading(statement.words());
      all = filters.json() ? leading.globals().with("--json", "") : leading.globals();
      if (leading.rest().isEmpty()) {
        throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("needs a command").next("help");
      }
      List<String> words = Asked.help(leading.rest());
      Optional<Path> elsewhere = Globals.estateIn(statement.words());
      if (elsewhere.isPresent() && catalogue.find(words).isEmpty()) {
        // a macro of that estate, if anything
        session.use(elsewhere.get());
      }
      name = catalogue.find(words).map(found -> found.entry().name()).orElse(words.get(0));
      Parser.Parsed parsed = new Parser(catalogue).parse(all, words);
      all = parsed.globals();
      take.is(name, words, parsed.command().shape().repeats());
      int exit = call(parsed, to, output.redirected(), take, filters);
      output.deliver();
      return exit;
    } catch (TrekException e) {
      take.failed(e);
      int exit = failed(name, all, e, to, statement.words());
      deliverQuietly(output);
      return exit;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return fault(name, all, e, to, take, statement.words());
    }
  }

  private void deliverQuietly(Output output) {
    try {
      output.deliver();
    } catch (TrekException e) {
      streams.talk().println(e.getMessage());
    }
  }

  private int call(Parser.Parsed parsed, Streams given, boolean redirected, Take take, Filters filters) throws TrekException {
    Globals all = parsed.globals();
    Streams to = !all.ascii() ? given : redirected ? given.ascii().out(given.out()) : given.ascii();
    Page page = new Page(all.plain(), redirected ? () -> Integer.MAX_VALUE : session.settings().width().<IntSupplier>map(columns -> () -> columns).orElse(screen.width()));
    PersonTalk talk = new PersonTalk(to, all, screen, page, clock, interrupts, take, filters);
    session.talk(talk);
    session.lines((line, shown) -> within(line, shown, talk, all));
    if (all.estate().isPresent() && !all.estate().equals(globals.estate())) {
      session.use(all.estate().get());
    }
    try {
      Result result = filters.end(parsed.help() ? HelpPage.of(parsed.entry()) : performed(parsed, talk));
      take.came(result);
      boolean paged = all.pager() && !all.plain() && !redirected && session.settings().on(Setting.PAGER);
      show(parsed, result, to, page, paged ? screen.paging() : Paging.NONE);
      return result.exit();
    } finally {
      talk.progress("", "", 0, 0);
      interrupts.writing(Optional.empty());
    }
  }

  private Result performed(Parser.Parsed parsed, PersonTalk talk) throws TrekException {
    Pulse pulse = talk.pulse(parsed.entry().name(), " (set wait: at most " + session.settings().patience().toSeconds() + " s for an answer" + (session.settings().waitChosen() ? ")" : ", databases an hour)"));
    try {
      return parsed.command().run(parsed.in(session));
    } catch (TrekException e) {
      throw Meant.by(parsed, session, e);
    } finally {
      talk.progress("", "", 0, 0);
      pulse.close();
    }
  }

  private List<Transcript.Entry> within(String line, boolean shown, PersonTalk talk, Globals all) {
    PrintStream nothing = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Streams to = shown ? streams : new Streams(InputStream.nullInputStream(), nothing, nothing);
    Globals theirs = new Globals(Optional.empty(), false, all.plain(), all.color(), all.input() && shown, all.quiet(), all.verbose(), all.debug(), false, all.ascii());
    Interpreter inner = new Interpreter(session, to, theirs, screen.unpaged(), clock, interrupts, false);
    Lines lines = session.lines();
    try {
      talk.aside(() -> inner.line(line));
      return List.copyOf(inner.taken);
    } finally {
      session.talk(talk);
      session.lines(lines);
    }
  }

  private static void show(Parser.Parsed parsed, Result result, Streams to, Page page, Paging paging) throws TrekException {
    Globals all = parsed.globals();
    if (all.json()) {
      JsonForm.write(parsed.entry().name(), result, AsciiStream.json(to.out()));
    } else {
      boolean good = result.outcome() == Outcome.DONE || result.outcome() == Outcome.NOTHING;
      if (!(all.quiet() && good && result.changes() > 0 && parsed.command().shape().effect() != Shape.Effect.READS)) {
        to.out().flush();
        if (paging == Paging.NONE) {
          page.lines(result, to.out()::println);
        } else {
          List<String> lines = page.lines(result);
          if (!paging.show(lines)) {
            lines.forEach(to.out()::println);
          }
        }
      }
    }
    to.out().flush();
  }

  /** Tells of a failure, without the secrets that were among the words by mistake. */
  private int failed(String command, Globals all, TrekException failed, Streams to, List<String> words) {
    UnaryOperator<String> masked = text -> SecretWords.masked(words, text);
    String name = masked.apply(command);
    TrekException failure = TrekException.at(masked.apply(failed.where())).kind(failed.kind()).found(masked.apply(failed.what())).next(masked.apply(failed.next()));
    String trace = masked.apply(Log.trace(failed));
    Optional<Path> logged = failed.getCause() == null || failed.kind() == TrekException.Kind.USAGE ? Optional.empty() : log.write(name, trace);
    if (all.json()) {
      AsciiStream.json(to.out()).println(JsonForm.of(name, failure));
      to.out().flush();
    }
    FailureText.lines(name, failure, logged).forEach(streams.talk()::println);
    if (all.debug()) {
      streams.talk().println(trace);
    }
    streams.talk().flush();
    return Exit.of(failure.kind());
  }

  private int fault(String name, Globals all, Throwable fault, Streams to, Take take, List<String> words) {
    TrekException.Kind kind = interrupts.writing() ? TrekException.Kind.PARTLY : TrekException.Kind.FAILED;
    interrupts.writing(Optional.empty());
    String next = kind == TrekException.Kind.PARTLY ? "status, then resume or undo; and report the log" : "report it with the log; --debug shows more";
    TrekException failure = TrekException.at(name).kind(kind).found("a fault in Mailtrek itself: " + fault).because(fault).next(next);
    take.failed(failure);
    return failed(name, all, failure, to, words);
  }
}
