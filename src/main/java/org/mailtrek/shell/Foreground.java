package org.mailtrek.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.mailtrek.command.Session;

/** Runs one line at a time on a thread of its own, so that Ctrl-C can leave it. */
final class Foreground {

  private final Terminal terminal;
  private final Session session;
  private final Interrupts interrupts;
  private final PrintStream out;

  Foreground(Terminal terminal, Session session, Interrupts interrupts, PrintStream out) {
    this.terminal = terminal;
    this.session = session;
    this.interrupts = interrupts;
    this.out = out;
  }

  void run(Shell.Making making, String line) {
    GatedStream gate = new GatedStream(out);
    PrintStream print = gate.print();
    Interpreter interpreter = making.of(new Streams(InputStream.nullInputStream(), print, print));
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<String> abandoned = new AtomicReference<>("");
    interrupts.begin();
    Thread worker =
        new Thread(
            () -> {
              try {
                interpreter.line(line);
              } finally {
                print.flush();
                over.countDown();
              }
            },
            "command");
    worker.setDaemon(true);
    Attributes before = terminal.getAttributes();
    Terminal.SignalHandler handler = terminal.handle(Terminal.Signal.INT, signal -> pressed(worker, gate, over, abandoned));
    try {
      worker.start();
      over.await();
    } catch (InterruptedException e) {
      worker.interrupt();
    } finally {
      terminal.handle(Terminal.Signal.INT, handler);
      terminal.setAttributes(before);
    }
    if (!abandoned.get().isEmpty()) {
      out.println(abandoned.get());
      out.flush();
      session.abandon();
    }
    print.flush();
  }

  private void pressed(Thread worker, GatedStream gate, CountDownLatch over, AtomicReference<String> abandoned) {
    switch (interrupts.press()) {
      case LEAVE -> {
        gate.shut();
        abandoned.set("^C stopped; nothing was changed");
        worker.interrupt();
        over.countDown();
      }
      case ABANDON -> {
        gate.shut();
        abandoned.set("^C left without waiting: the step at hand is unknown to this shell; 'status', then 'resume' looks at what was done");
        worker.interrupt();
        over.countDown();
      }
      case WAIT -> { }
    }
  }
}
