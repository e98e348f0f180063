package org.mailtrek.shell;

import java.io.PrintStream;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.mailtrek.command.Job;
import org.mailtrek.command.Session;

/** Asks before the shell is left while jobs of it run: they can be waited for, left to go on without it, or stopped safely, as Ctrl-D a second time does. */
final class Leaving {

  private final Session session;
  private final LineReader reader;
  private final PrintStream out;

  Leaving(Session session, LineReader reader, PrintStream out) {
    this.session = session;
    this.reader = reader;
    this.out = out;
  }

  /** Returns whether the shell may be left; jobs have ended then, or go on. */
  boolean agreed() {
    List<Job> running = session.jobs().running();
    if (running.isEmpty()) {
      return true;
    }
    running.forEach(each -> out.println("job " + each.number() + " still runs: " + each.line()));
    out.flush();
    String answer;
    try {
      answer = reader.readLine("wait (w), let it go on (g), stop it (s), or stay (Enter)? ").strip();
    } catch (EndOfFileException e) {
      answer = "s";
    } catch (UserInterruptException e) {
      answer = "";
    }
    if (answer.equals("g")) {
      running.forEach(each -> out.println("job " + each.number() + " goes on; 'jobs' and 'attach " + each.number() + "' in a shell on this estate find it"));
      out.flush();
      return true;
    }
    if (!answer.equals("w") && !answer.equals("s")) {
      return false;
    }
    if (answer.equals("s")) {
      running.forEach(Job::stop);
    }
    return ended(running);
  }

  private boolean ended(List<Job> running) {
    try {
      for (Job each : running) {
        each.await();
        out.println("job " + each.number() + " " + each.state());
      }
      out.flush();
      return true;
    } catch (InterruptedException e) {
      out.println("not left: the job goes on");
      out.flush();
      return false;
    }
  }
}
