package org.mailtrek.shell;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.command.Exit;
import org.mailtrek.command.Session;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Language;
import org.mailtrek.macro.MacroLanguage;

/** One start of the program: the shell, a script or a single command. */
public final class Program {

  private final Streams streams;
  private final Surface surface;
  private final Path workingFolder;
  private final Clock clock;
  private final Map<String, String> environment;
  private final Session.Opening opening;
  private final MacroLanguage language;

  /** Takes all that it needs of the world, and loads what macros need at the first macro. */
  public Program(Streams streams, Surface surface, Path workingFolder, Clock clock, Map<String, String> environment, Session.Opening opening) {
    this(streams, surface, workingFolder, clock, environment, opening, new Language());
  }

  /**
   * Takes all that it needs of the world.
   *
   * @param workingFolder where relative paths start and the estate is looked for
   * @param opening opens estates
   * @param language runs macros
   */
  public Program(Streams streams, Surface surface, Path workingFolder, Clock clock, Map<String, String> environment, Session.Opening opening, MacroLanguage language) {
    this.streams = streams;
    this.surface = surface;
    this.workingFolder = workingFolder;
    this.clock = clock;
    this.environment = Map.copyOf(environment);
    this.opening = opening;
    this.language = language;
  }

  /** Runs; returns the exit code. */
  public int run(List<String> given) {
    if (given.equals(List.of("--version"))) {
      streams.out().println("mailtrek " + Optional.ofNullable(Program.class.getPackage().getImplementationVersion()).orElse("that was not packaged"));
      return 0;
    }
    Arguments arguments;
    try {
      Arguments parsed = Arguments.parse(given);
      arguments = surface.output() && AsciiStream.wanted(environment) ? parsed.ascii() : parsed;
    } catch (TrekException e) {
      FailureText.lines("", e, Optional.empty()).forEach(streams.talk()::println);
      return Exit.of(e.kind());
    }
    Streams streams = surface.talk() && AsciiStream.wanted(environment) ? new Streams(this.streams.in(), this.streams.out(), AsciiStream.text(this.streams.talk())) : this.streams;
    Interrupts interrupts = new Interrupts(streams.talk()::println, List.of("INT", "TERM", "HUP"), () -> Runtime.getRuntime().halt(Exit.of(TrekException.Kind.PARTLY)));
    Questions questions = surface.input() && surface.talk() ? new ConsoleQuestions(Optional.ofNullable(System.console())) : Questions.NOBODY;
    Interpreter.Screen screen =
        new Interpreter.Screen(questions, surface.talk() && !surface.plain(), surface.output() ? Surface::width : () -> Integer.MAX_VALUE, Surface::width, surface.output(), Interpreter.Paging.NONE);
    try (Session session = new Session(workingFolder, arguments.globals().estate(), clock, opening, language)) {
      session.environment(environment);
      Interpreter interpreter = new Interpreter(session, streams, arguments.globals(), screen, clock, interrupts, arguments.keepGoing());
      if (!arguments.words().isEmpty()) {
        session.recording().single();
        return interpreter.words(arguments.words());
      }
      if (interactive(arguments)) {
        return new Shell(session, arguments.globals(), clock, environment, folder -> open(session, folder)).run();
      }
      return script(arguments, interpreter, streams);
    } catch (IOException e) {
      streams.talk().println("! " + arguments.script().orElse("script") + ": can't be read: " + e.getMessage());
      return Exit.of(TrekException.Kind.USAGE);
    }
  }

  private Optional<OpenWork> open(Session session, Path folder) {
    if (!Files.isDirectory(folder.resolve("journal")) && !Files.isDirectory(folder.resolve("plans"))) {
      return Optional.empty();
    }
    try {
      return OpenWork.on(session.engine(), folder.resolve("plans"), clock.instant());
    } catch (TrekException e) {
      return Optional.of(OpenWork.UNREADABLE);
    }
  }

  private boolean interactive(Arguments arguments) {
    return surface.input() && surface.output() && arguments.line().isEmpty() && arguments.script().isEmpty();
  }

  private int script(Arguments arguments, Interpreter interpreter, Streams streams) throws IOException {
    Batch batch = new Batch(interpreter, streams.talk(), arguments.keepGoing(), arguments.echo());
    if (arguments.line().isPresent()) {
      return batch.run("-c", new StringReader(arguments.line().get()));
    }
    if (arguments.script().isPresent() && !arguments.script().get().equals("-")) {
      try (Reader reader = Files.newBufferedReader(workingFolder.resolve(arguments.script().get()), StandardCharsets.UTF_8)) {
        return batch.run(arguments.script().get(), reader);
      }
    }
    return batch.run("standard input", new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
  }
}
