package org.mailtrek.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.mailtrek.command.ScriptLines;
import org.mailtrek.command.Session;

/**
 * Runs one line at a time on a thread of its own, so that Ctrl-C can leave it. Hears Ctrl-C from the first prompt to the end of the shell, since one that
 * is pressed between the end of a line and the start of its command would else end the program; only the line editor takes it while a line is typed.
 */
final class Foreground {

  /** A press that is older than this was not meant for the command that begins now. */
  private static final Duration EARLY = Duration.ofSeconds(1);

  private final Terminal terminal;
  private final Session session;
  private final Interrupts interrupts;
  private final PrintStream out;
  private Optional<Work> work = Optional.empty();
  private Optional<Long> early = Optional.empty();

  /** A command at work. */
  private record Work(Thread thread, GatedStream gate, CountDownLatch over, AtomicReference<String> abandoned) {}

  Foreground(Terminal terminal, Session session, Interrupts interrupts, PrintStream out) {
    this.terminal = terminal;
    this.session = session;
    this.interrupts = interrupts;
    this.out = out;
    terminal.handle(Terminal.Signal.INT, signal -> pressed());
  }

  void run(Shell.Making making, String line) {
    GatedStream gate = new GatedStream(out);
    PrintStream print = gate.print();
    Interpreter interpreter = making.of(new Streams(InputStream.nullInputStream(), print, print));
    CountDownLatch over = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              try {
                all(interpreter, line);
              } finally {
                print.flush();
                over.countDown();
              }
            },
            "command");
    worker.setDaemon(true);
    Work now = new Work(worker, gate, over, new AtomicReference<>(""));
    interrupts.begin();
    Attributes before = terminal.getAttributes();
    try {
      worker.start();
      begin(now);
      await(over);
    } finally {
      end();
      terminal.setAttributes(before);
    }
    if (!now.abandoned().get().isEmpty()) {
      // over what is left of a line of progress
      out.println("\r" + now.abandoned().get() + (terminal.getType().startsWith("dumb") ? "" : Shell.CLEAR_TO_END));
      out.flush();
      session.abandon();
    }
    print.flush();
  }

  /** Carries out a line, or several that were pasted, one by one until one fails. */
  private static void all(Interpreter interpreter, String text) {
    try (ScriptLines lines = new ScriptLines(new StringReader(text))) {
      int failed = 0;
      for (Optional<ScriptLines.Line> each = lines.next(); each.isPresent() && failed == 0 && !interpreter.left(); each = lines.next()) {
        failed = interpreter.line(each.get().text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void begin(Work now) {
    work = Optional.of(now);
    if (early.isPresent() && System.nanoTime() - early.get() < EARLY.toNanos()) {
      pressed();
    }
  }

  private synchronized void end() {
    work = Optional.empty();
    early = Optional.empty();
  }

  /** Waits for the end. A press that the line editor took at its very end reaches us as an interrupt of this thread, and is a press like any other. */
  private void await(CountDownLatch over) {
    boolean waits = true;
    while (waits) {
      try {
        over.await();
        waits = false;
      } catch (InterruptedException e) {
        pressed();
      }
    }
  }

  private synchronized void pressed() {
    if (work.isEmpty()) {
      early = Optional.of(System.nanoTime());
      return;
    }
    switch (interrupts.press()) {
      case LEAVE -> leave(interrupts.wrote()
          ? "^C left; what was done before stays: 'status' says where you stand"
          : "^C stopped; nothing was changed");
      case ABANDON -> leave("^C left without waiting: the step at hand is unknown to this shell; 'status', then 'resume' looks at what was done");
      case WAIT -> { }
    }
  }

  private void leave(String words) {
    Work now = work.orElseThrow();
    now.gate().shut();
    now.abandoned().set(words);
    now.thread().interrupt();
    now.over().countDown();
  }
}
