package org.mailtrek.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.widget.AutosuggestionWidgets;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Session;
import org.mailtrek.command.Setting;
import org.mailtrek.command.Tokenizer;

/** The interactive shell: prompt, line, result, until the person leaves. */
final class Shell {

  /** Clears the rest of a terminal's line. */
  static final String CLEAR_TO_END = "\u001b[K";

  private final Session session;
  private final MacrosAhead ahead;
  private final Globals globals;
  private final Clock clock;
  private final Map<String, String> environment;
  private final Function<Path, Optional<OpenWork>> work;
  private final CommandHighlighter highlighter;
  private final TypedFaults faults;

  Shell(Session session, Globals globals, Clock clock, Map<String, String> environment, Function<Path, Optional<OpenWork>> work) {
    this.session = session;
    this.ahead = new MacrosAhead(session, System.getProperty("user.name", "?"));
    this.highlighter = new CommandHighlighter(new Catalogue(session));
    this.faults = new TypedFaults(new Catalogue(session));
    this.globals = globals;
    this.clock = clock;
    this.environment = environment;
    this.work = work;
  }

  /** Reads and carries out lines; returns the exit code. */
  int run() throws IOException {
    try (Terminal terminal = terminal(); LiveValues live = new LiveValues(session); ahead) {
      PrintStream plain = new PrintStream(terminal.output(), false, StandardCharsets.UTF_8);
      PrintStream out = globals.ascii() ? AsciiStream.text(plain) : plain;
      Interrupts interrupts =
          new Interrupts(
              line -> {
                // over what is left of a line of progress
                out.println("\r" + line + (terminal.getType().startsWith("dumb") ? "" : CLEAR_TO_END));
                out.flush();
              },
              List.of("TERM", "HUP"),
              () -> Runtime.getRuntime().halt(3));
      Foreground foreground = new Foreground(terminal, session, interrupts, out);
      EstateHistory history = new EstateHistory();
      LineReader reader = reader(terminal, history, live);
      greet(out);
      Background background = new Background(session, globals, clock, reader::printAbove);
      background.found().forEach(out::println);
      out.flush();
      loop(reader, history, live, background, streams -> interpreter(terminal, streams, interrupts), foreground, out);
      return 0;
    }
  }

  private void greet(PrintStream out) {
    session
        .estateFolder()
        .ifPresentOrElse(
            folder -> work.apply(folder).filter(open -> !open.advice().isEmpty()).ifPresent(open -> out.println("! " + open.words() + " " + open.advice())),
            () -> out.println(new LastEstate(environment).found().map(Shell::offer).orElse("no estate here. Try: use DIR, simulate zcp-single --into DIR, help")));
    if (new FirstStart(environment).now()) {
      out.println("first time here? 'tour' takes five minutes: the main job on a made-up estate; 'help shell' tells of the keys");
    }
    out.flush();
  }

  private static String offer(Path last) {
    return "no estate here. The last one was " + Prompt.name(last) + ": use " + Tokenizer.quote(last.toString());
  }

  /** Makes an interpreter for the streams of one command. */
  @FunctionalInterface
  interface Making {
    Interpreter of(Streams streams);
  }

  private void loop(LineReader reader, EstateHistory history, LiveValues live, Background background, Making making, Foreground foreground, PrintStream out) {
    Prompt prompt = new Prompt(session, work);
    Terminal terminal = reader.getTerminal();
    LastEstate last = new LastEstate(environment);
    Leaving leaving = new Leaving(session, reader, out);
    while (!session.left() || !leaving.agreed()) {
      session.stay();
      history.use(reader, session.estateFolder().map(folder -> folder.resolve("logs").resolve("history")));
      keep(last, out);
      choose(reader);
      ahead.look();
      String line;
      try {
        String text = globals.ascii() ? AsciiStream.ascii(prompt.text()) : prompt.text();
        line = reader.readLine(text, prompt.aside(terminal.getWidth()), (Character) null, null);
      } catch (UserInterruptException e) {
        if (e.getPartialLine().isBlank()) {
          out.println("('exit' or Ctrl-D leaves)");
          out.flush();
        }
        continue;
      } catch (EndOfFileException e) {
        session.leave();
        continue;
      }
      if (Background.wants(line)) {
        out.println(background.begin(line));
        out.flush();
      } else if (!line.isBlank()) {
        foreground.run(making, line);
        live.forget();
      }
    }
  }

  /** Takes colour and keys as they were chosen last. */
  private void choose(LineReader reader) {
    boolean color = Surface.colours(globals, session.settings(), environment);
    ((LineReaderImpl) reader).setHighlighter(color ? highlighter : new DefaultHighlighter());
    ((TrekReader) reader).tell(color ? line -> "" : faults::first);
    boolean vi = session.settings().get(Setting.KEYS).text().equals("vi");
    // without colour nothing would tell it from what was typed
    reader.setAutosuggestion(color ? LineReader.SuggestionType.HISTORY : LineReader.SuggestionType.NONE);
    reader.getKeyMaps().put(LineReader.MAIN, reader.getKeyMaps().get(vi ? LineReader.VIINS : LineReader.EMACS));
  }

  private void keep(LastEstate last, PrintStream out) {
    try {
      if (session.estateFolder().isPresent()) {
        last.keep(session.estateFolder().get().toAbsolutePath().normalize());
      }
    } catch (IOException e) {
      out.println("! it can't be kept which estate was used: " + e.getMessage());
    }
  }

  private Interpreter interpreter(Terminal terminal, Streams streams, Interrupts interrupts) {
    boolean redraws = !terminal.getType().startsWith("dumb");
    Interpreter.Screen screen = new Interpreter.Screen(new TerminalQuestions(terminal), redraws, () -> width(terminal), () -> width(terminal), redraws, redraws ? new Pager(terminal) : Interpreter.Paging.NONE);
    return new Interpreter(session, streams, globals, screen, clock, interrupts, false);
  }

  private static int width(Terminal terminal) {
    return terminal.getWidth() > 0 ? terminal.getWidth() : 80;
  }

  private Terminal terminal() throws IOException {
    TerminalBuilder builder = TerminalBuilder.builder().name("mailtrek").system(true).nativeSignals(true).encoding(globals.ascii() ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8);
    if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      builder.dumb(true);
    }
    Terminal terminal = builder.build();
    if (terminal.getWidth() <= 0 || terminal.getHeight() <= 0) {
      // a serial line or a script that never said how large the screen is
      terminal.setSize(new Size(80, 24));
    }
    return terminal;
  }

  private LineReader reader(Terminal terminal, EstateHistory history, LiveValues live) {
    Catalogue catalogue = new Catalogue(session);
    boolean color = Surface.colours(globals, session.settings(), environment);
    Map<String, Object> variables = new HashMap<>(Map.of(LineReader.SECONDARY_PROMPT_PATTERN, "  ...> ", LineReader.LIST_MAX, 200));
    TrekReader reader = new TrekReader(terminal, variables, new Parses(catalogue));
    reader.setParser(new LineParser());
    reader.setHistory(history);
    history.attach(reader);
    reader.setCompleter(new TrekCompleter(new Suggestions(catalogue, live)));
    reader.setCompletionMatcher(new FuzzyMatcher());
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(LineReader.Option.AUTO_FRESH_LINE, color);
    reader.option(LineReader.Option.INSERT_TAB, false);
    reader.option(LineReader.Option.AUTO_MENU_LIST, false);
    // binds the keys that take a suggestion; whether there are any is chosen line by line
    new AutosuggestionWidgets(reader).enable();
    new HelpKey(catalogue).bind(reader, terminal);
    return reader;
  }
}
