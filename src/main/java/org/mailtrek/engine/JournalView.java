package org.mailtrek.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Consumer;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Side;
import org.mailtrek.host.HostPath;
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

  /** Returns which plans have been worked on. */
  public Standing standing() throws TrekException {
    return Standing.read(home);
  }

  /** Returns the run that waits for {@code resume} or {@code undo}. */
  public Optional<RunInfo> unfinished() throws TrekException {
    return runs().stream().filter(RunInfo::waits).findFirst();
  }

  /**
   * A change that a run made and that was not taken back.
   *
   * @param run the run
   * @param step the step
   * @param change the change
   * @param left sentences about what it left alone
   * @param side what was kept beside the journal for it
   */
  public record Made(long run, String step, Change change, List<String> left, Side side) {

    /** Copies the list. */
    public Made {
      left = List.copyOf(left);
    }
  }

  /** Takes changes that were made. */
  @FunctionalInterface
  public interface MadeSink {

    /** Takes one. */
    void accept(Made made) throws TrekException;
  }

  /**
   * Hands over the changes of a run that were made and not taken back, in order, one at a time; each is read from the journal and the files beside it.
   *
   * @throws TrekException when the journal can't be read, or the sink refuses
   */
  public void made(long run, MadeSink sink) throws TrekException {
    those(run, each -> each.standing() == Intents.Standing.DONE, sink);
  }

  /**
   * Returns the change that a line tells of.
   *
   * @param intent a line of the phase {@code INTENT}
   * @throws TrekException when it can't be read
   */
  public Change change(Line intent) throws TrekException {
    return reader.read(SideFiles.change(home, intent));
  }

  /**
   * Hands over those changes of a run that were begun and not taken back, those too that were cut off; otherwise as {@link #made}.
   *
   * @param intents numbers of the lines that tell of the changes which are wanted
   * @throws TrekException when the journal can't be read, or the sink refuses
   */
  public void begun(long run, Set<Long> intents, MadeSink sink) throws TrekException {
    those(run, each -> each.standing() != Intents.Standing.UNDONE && intents.contains(each.sequence()), sink);
  }

  private void those(long run, Predicate<Intents.Place> wanted, MadeSink sink) throws TrekException {
    Intents intents = Intents.of(home, reader, run);
    for (Intents.Place each : intents.all()) {
      if (wanted.test(each)) {
        Line intent = intents.line(each);
        sink.accept(new Made(run, intent.step(), intents.change(intent), intents.side(intent).left(), intents.side(intent)));
      }
    }
  }

  /**
   * What a recovery of the journal came to.
   *
   * @param lines that the journal has now
   * @param lost sentences about what is not known any more; empty when the journal was whole
   * @param kept where the journal lies as it was, if it was changed
   */
  public record Recovery(long lines, List<String> lost, Optional<HostPath> kept) {

    /** Copies the list. */
    public Recovery {
      lost = List.copyOf(lost);
    }
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
