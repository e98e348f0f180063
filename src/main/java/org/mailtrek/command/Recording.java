package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.command.Transcript.Entry;
import org.mailtrek.host.TrekException;

/**
 * What a session writes down of itself: each command goes into the transcript of the estate in use, and, from {@code record start} to {@code record stop},
 * into a record. A transcript that can't be written stops no command.
 */
public final class Recording {

  /** Kept in memory for {@code record last}; more is in the files. */
  private static final int MEMORY = 1_000;

  private final Clock clock;
  private final Instant started;
  private final List<Entry> taken = new ArrayList<>();
  private boolean single;
  private boolean complained;
  private Optional<Open> open = Optional.empty();

  private record Open(String name, List<Entry> entries) {}

  Recording(Clock clock) {
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Says that the session is one command: all of these of a day share a transcript. */
  public void single() {
    single = true;
  }

  /** Returns whether nothing that a command came to would be kept: it was the only one, and there is no estate. */
  public boolean passesOver(Optional<Path> estate) {
    return single && !kept(estate);
  }

  private static boolean kept(Optional<Path> estate) {
    return estate.isPresent() && Files.isRegularFile(estate.get().resolve("estate.yaml"));
  }

  /** Returns whether the session is one command. */
  boolean isSingle() {
    return single;
  }

  /**
   * Takes what a command came to.
   *
   * @return a complaint, once, when it could not be written
   */
  public synchronized Optional<String> take(Optional<Path> estate, Entry entry) {
    taken.add(entry);
    if (taken.size() > MEMORY) {
      taken.remove(0);
    }
    if (entry.repeats()) {
      open.ifPresent(record -> record.entries().add(entry));
    }
    if (!kept(estate)) {
      return Optional.empty();
    }
    boolean interrupted = Thread.interrupted(); // it would close the file that is being written
    try {
      new Transcripts(estate.get()).append(name(), head(estate.get()), entry);
      return Optional.empty();
    } catch (IOException e) {
      boolean first = !complained && !single;
      complained = true;
      return first ? Optional.of("! transcript: can't be kept: " + e.getMessage()) : Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns the name of this session's transcript. */
  String name() {
    return single ? utc("uuuuMMdd", clock.instant()) + "-single" : utc("uuuuMMdd'T'HHmmss'Z'", started) + "-" + ProcessHandle.current().pid();
  }

  private static String utc(String pattern, Instant time) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC).format(time);
  }

  private Transcript.Head head(Path estate) {
    String version = Optional.ofNullable(Recording.class.getPackage().getImplementationVersion()).orElse("of a build folder");
    return new Transcript.Head(single ? clock.instant() : started, estate.toString(), System.getProperty("user.name"), "Mailtrek " + version + ", Java " + Runtime.version());
  }

  /**
   * Begins a record.
   *
   * @throws TrekException of kind {@code USAGE} when one is open, or nothing else would come into it
   */
  synchronized void start(String name) throws TrekException {
    if (single) {
      throw TrekException.at("record start").kind(TrekException.Kind.USAGE).found("there is nothing to record in a session of one command").next("in the shell or a script; or afterwards: record last 5 as " + name);
    }
    if (open.isPresent()) {
      throw TrekException.at("record start").kind(TrekException.Kind.USAGE).found("'" + open.get().name() + "' is being recorded").next("record stop");
    }
    open = Optional.of(new Open(Transcripts.checked(name), new ArrayList<>()));
  }

  /**
   * Ends the record and keeps it.
   *
   * @throws TrekException of kind {@code USAGE} when none is open
   */
  synchronized Kept stop(Path estate) throws TrekException {
    Open record = open.orElseThrow(() -> TrekException.at("record stop").kind(TrekException.Kind.USAGE).found("nothing is being recorded").next("record start NAME"));
    new Transcripts(estate).keep(record.name(), new Transcript(Optional.of(head(estate)), record.entries()));
    open = Optional.empty();
    return new Kept(record.name(), record.entries().size());
  }

  /** Returns the name of the record that is open. */
  public synchronized Optional<String> open() {
    return open.map(Open::name);
  }

  /**
   * Keeps the last commands of this session; where it is one command, those of the estate's latest sessions.
   *
   * @throws TrekException of kind {@code USAGE} when there are none
   */
  synchronized Kept last(Path estate, int count, String name) throws TrekException {
    List<Entry> all = single ? new Transcripts(estate).latest() : new ArrayList<>(taken);
    all.removeIf(entry -> !entry.repeats() || entry.command().isEmpty());
    List<Entry> kept = all.subList(Math.max(0, all.size() - count), all.size());
    if (kept.isEmpty()) {
      throw TrekException.at("record last").kind(TrekException.Kind.USAGE).found("nothing was typed that could be kept").next("record list shows the transcripts of other sessions");
    }
    new Transcripts(estate).keep(name, new Transcript(Optional.of(head(estate)), kept));
    return new Kept(name, kept.size());
  }

  /**
   * What was kept.
   *
   * @param name its name
   * @param commands how many commands it has
   */
  record Kept(String name, int commands) {}
}
