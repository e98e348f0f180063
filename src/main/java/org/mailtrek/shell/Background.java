package org.mailtrek.shell;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Job;
import org.mailtrek.command.Jobs;
import org.mailtrek.command.Session;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;

/**
 * Carries lines out behind the prompt, each in a process of its own, which goes on when the shell is left or lost. Nobody can be asked there. What writes holds
 * the estate's lease as another shell would, so that of several only one writes.
 */
final class Background {

  /** The property that tells a process which job it carries out. */
  static final String JOB = "mailtrek.job";

  private final Session session;
  private final Globals globals;
  private final Clock clock;
  private final Consumer<String> above;

  /**
   * Makes one for a shell.
   *
   * @param above shows a line above the one that is being typed
   */
  Background(Session session, Globals globals, Clock clock, Consumer<String> above) {
    this.session = session;
    this.globals = globals;
    this.clock = clock;
    this.above = above;
  }

  /** Returns whether a line ends in {@code &}. */
  static boolean wants(String line) {
    List<Token> tokens = Tokenizer.plain().split(line).tokens();
    return tokens.size() > 1 && tokens.get(tokens.size() - 1).is("&");
  }

  /** Returns what is to be said of jobs that another shell left running, and will tell of their end. */
  List<String> found() {
    List<String> said = new ArrayList<>();
    for (Job each : session.jobs().all()) {
      if (each.runs()) {
        said.add("job " + each.number() + " still runs: " + each.line() + " ('attach " + each.number() + "' shows what it says)");
        watch(each);
      }
    }
    return said;
  }

  /** Begins a line that {@link #wants} it; returns what is to be said. */
  String begin(String typed) {
    String line = typed.stripTrailing().replaceFirst("&$", "").strip();
    try {
      Job job = session.jobs().begin(line, clock.instant(), new Starting(line));
      watch(job);
      return "job " + job.number() + ": " + line;
    } catch (IOException e) {
      return "! not begun: the job can't be kept: " + e.getMessage() + "; make room there, then type the line again";
    }
  }

  private void watch(Job job) {
    job.end().thenRun(() -> above.accept("job " + job.number() + " " + job.state() + ": " + job.line() + " ('attach " + job.number() + "' shows what it said)"));
  }

  /** Starts this program once more, and gives it a line. */
  private final class Starting implements Jobs.Starting {

    private final String line;

    Starting(String line) {
      this.line = line;
    }

    @Override
    public Process start(Path folder, Path said) throws IOException {
      ProcessBuilder builder = new ProcessBuilder(command(folder)).directory(session.workingFolder().toAbsolutePath().toFile());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
      builder.environment().putAll(session.settings().variables());
      return builder.start();
    }

    /** Not among the words of the process: everybody on the machine can read those. */
    @Override
    public void hand(Process process) throws IOException {
      try (OutputStream script = process.getOutputStream()) {
        StringBuilder text = new StringBuilder();
        session.variables().all().forEach((name, value) -> text.append("let ").append(Tokenizer.quote(name + "=" + value)).append("; "));
        script.write((text + line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    Path own = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(own)) {
      command.add(own.toString()); // neither Ctrl-C in the terminal nor its loss is for the job
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String each : ProcessHandle.current().info().arguments().orElse(new String[0])) {
      if (each.equals("org.mailtrek.Main")) {
        break;
      }
      if ((each.startsWith("-X") || each.startsWith("-D")) && !each.startsWith("-XX:TieredStopAtLevel") && !each.startsWith("-XX:CompileThreshold")) {
        command.add(each);
      }
    }
    command.addAll(List.of("-D" + JOB + "=" + folder.toAbsolutePath(), "-cp", classPath(), "org.mailtrek.Main", "--no-input", "--no-pager"));
    session.estateFolder().ifPresent(estate -> command.addAll(List.of("-e", estate.toAbsolutePath().toString())));
    option(command, globals.json(), "--json");
    option(command, globals.plain(), "--plain");
    option(command, globals.ascii(), "--ascii");
    option(command, globals.quiet(), "-q");
    option(command, globals.verbose(), "-v");
    option(command, globals.debug(), "--debug");
    command.addAll(List.of("-f", "-"));
    return command;
  }

  private static void option(List<String> command, boolean wanted, String name) {
    if (wanted) {
      command.add(name);
    }
  }

  private static String classPath() {
    List<String> absolute = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      absolute.add(Path.of(each).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }
}
