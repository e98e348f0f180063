package org.mailtrek.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailtrek.host.TrekException;

/** The journal for those who only read it. Works beside a running Mailtrek and takes no lease. */
public final class JournalView {

  private final Home home;
  private final ChangeReader reader;

  JournalView(Home home, ChangeReader reader) {
    this.home = home;
    this.reader = reader;
  }

  /** Hands over each valid line, in order. */
  public void lines(Consumer<Line> to) throws TrekException {
    JournalScan.read(home, (line, offset) -> to.accept(line));
  }

  /** Returns one sentence about a line, for people. */
  public String describe(Line line) throws TrekException {
    return LineText.describe(home, reader, line);
  }

  /** Checks the chain and the digests of all side files. */
  public Verification verify() throws TrekException {
    return JournalCheck.verify(home);
  }

  /** Returns all runs, oldest first. */
  public List<RunInfo> runs() throws TrekException {
    return History.read(home).runs();
  }

  /**
   * Returns a run.
   *
   * @throws TrekException of kind {@code USAGE} when there is none of that number
   */
  public RunInfo run(long number) throws TrekException {
    return History.read(home).run(number);
  }

  /** Returns the run that waits for {@code resume} or {@code undo}. */
  public Optional<RunInfo> unfinished() throws TrekException {
    return runs().stream().filter(RunInfo::waits).findFirst();
  }

  /**
   * What a check of the journal found.
   *
   * @param lines valid lines
   * @param cutBytes bytes of a torn end, which the next writer cuts off and keeps aside
   * @param problems what is wrong and where; empty when all is well
   */
  public record Verification(long lines, long cutBytes, List<String> problems) {

    /** Copies the list. */
    public Verification {
      problems = List.copyOf(problems);
    }
  }
}
