package org.mailtrek.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.mailtrek.command.Exit;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Job;
import org.mailtrek.command.Session;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.host.TrekException;

/**
 * Carries lines out behind the prompt, each in a session and on a thread of its own. Nobody can be asked there. What writes holds the estate's lease as another
 * shell would, so that of several only one writes.
 */
final class Background {

  private final Session session;
  private final Globals globals;
  private final Clock clock;
  private final IntSupplier width;
  private final Consumer<String> above;

  /**
   * Makes one for a shell.
   *
   * @param width returns the columns that results must fit into
   * @param above shows a line above the one that is being typed
   */
  Background(Session session, Globals globals, Clock clock, IntSupplier width, Consumer<String> above) {
    this.session = session;
    this.globals = globals;
    this.clock = clock;
    this.width = width;
    this.above = above;
  }

  /** Returns whether a line ends in {@code &}. */
  static boolean wants(String line) {
    List<Token> tokens = Tokenizer.plain().split(line).tokens();
    return tokens.size() > 1 && tokens.get(tokens.size() - 1).is("&");
  }

  /** Begins a line that {@link #wants} it; returns what is to be said. */
  String begin(String typed) {
    String line = typed.stripTrailing().replaceFirst("&$", "").strip();
    Session own = session.beside();
    Work work = new Work(own);
    Job job = session.jobs().begin(line, clock.instant(), work::stop);
    work.ended = code -> {
      if (job.end(code)) {
        above.accept("job " + job.number() + " " + job.state() + ": " + line + " ('attach " + job.number() + "' shows what it said)");
      }
    };
    PrintStream print = new PrintStream(job.output(), true, StandardCharsets.UTF_8);
    work.interrupts = new Interrupts(print::println, List.of(), () -> { });
    Interpreter.Screen screen = new Interpreter.Screen(Questions.NOBODY, false, width, width, false, Interpreter.Paging.NONE);
    Interpreter interpreter = new Interpreter(own, new Streams(InputStream.nullInputStream(), print, print), globals.with("--no-input", ""), screen, clock, work.interrupts, false);
    work.thread =
        new Thread(
            () -> {
              int exit = 1;
              try (own) {
                exit = interpreter.line(line);
              } finally {
                work.ended.accept(exit);
              }
            },
            "job " + job.number());
    work.thread.setDaemon(true);
    work.thread.start();
    return "job " + job.number() + ": " + line;
  }

  /** What a job is stopped by. */
  private static final class Work {

    private final Session own;
    private volatile Thread thread;
    private volatile Interrupts interrupts;
    private volatile IntConsumer ended;

    Work(Session own) {
      this.own = own;
    }

    /** Leaves what only reads, even where a server does not answer. */
    void stop() {
      if (interrupts.press() == Interrupts.Answer.LEAVE) {
        thread.interrupt();
        own.abandon();
        ended.accept(Exit.of(TrekException.Kind.INTERRUPTED));
      }
    }
  }
}
