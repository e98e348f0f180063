package org.mailtrek.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Engine;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Language;
import org.mailtrek.macro.MacroLanguage;

/**
 * What commands of one shell or script share: the estate in use, the variables, the other side. One thread at a time runs commands; completion
 * reads from another.
 */
public final class Session implements AutoCloseable {

  /** Opens an estate. */
  @FunctionalInterface
  public interface Opening {

    /**
     * Opens the estate of a folder.
     *
     * @param session whose estate it will be; asked for secrets, for one
     * @throws TrekException of kind {@code ESTATE} when its file is wrong
     */
    Opened open(Path folder, Session session) throws TrekException;
  }

  /**
   * An open estate.
   *
   * @param estate its ports
   * @param engine what plans, runs and snapshots it has
   */
  public record Opened(Estate estate, Engine engine) {}

  private final Path workingFolder;
  private final Clock clock;
  private final Variables variables = new Variables();
  private final Opening opening;
  private final Recording recording;
  private Settings settings = settings(Map.of());
  private Optional<Talk> talk = Optional.empty();
  private Optional<Lines> lines = Optional.empty();
  private Optional<Path> folder;
  private final MacroLanguage language;
  private final Jobs jobs = new Jobs(this::estateFolder);
  private final List<Estate> others = new ArrayList<>();
  private Optional<Opened> opened = Optional.empty();
  private volatile boolean left;

  /** Makes a session that loads what macros need at the first macro; otherwise as the other one. */
  public Session(Path workingFolder, Optional<Path> named, Clock clock, Opening opening) {
    this(workingFolder, named, clock, opening, new Language());
  }

  /**
   * Makes a session.
   *
   * @param workingFolder where relative paths start
   * @param named the estate's folder where one was named; else it is looked for in the working folder and above
   * @param language runs macros
   */
  public Session(Path workingFolder, Optional<Path> named, Clock clock, Opening opening, MacroLanguage language) {
    this.language = language;
    this.workingFolder = workingFolder;
    this.clock = clock;
    this.opening = opening;
    this.recording = new Recording(clock);
    this.folder = named.map(path -> workingFolder.resolve(path).normalize()).or(() -> nearest(workingFolder));
  }

  private static Optional<Path> nearest(Path start) {
    for (Path each = start.toAbsolutePath().normalize(); each != null; each = each.getParent()) {
      if (Files.isRegularFile(each.resolve("estate.yaml"))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Returns the folder of the estate in use; empty when there is none. */
  public synchronized Optional<Path> estateFolder() {
    return folder;
  }

  /**
   * Returns the folder of the estate in use.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none
   */
  public synchronized Path folder() throws TrekException {
    Path found =
        folder.orElseThrow(
            () ->
                TrekException.at(workingFolder)
                    .kind(TrekException.Kind.ESTATE)
                    .found("no estate here or above: there is no estate.yaml")
                    .next("mailtrek -e DIR ..., or 'use DIR', or 'simulate zcp-single --into DIR' to practise"));
    if (!Files.isRegularFile(found.resolve("estate.yaml"))) {
      throw TrekException.at(found)
          .kind(TrekException.Kind.ESTATE)
          .found("is no estate's folder: there is no estate.yaml in it")
          .next("'estate init' makes one, 'simulate zcp-single --into DIR' a practice estate");
    }
    return found;
  }

  /**
   * Uses another estate; the one in use is closed.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none in that folder; the one in use stays
   */
  public synchronized void use(Path other) throws TrekException {
    Path path = workingFolder.resolve(other).toAbsolutePath().normalize();
    Optional<Path> before = folder;
    folder = Optional.of(path);
    try {
      folder();
    } catch (TrekException e) {
      folder = before;
      throw e;
    }
    reopen();
  }

  /** Returns a result that says how the estate in use is come by: nothing where the lines that follow are about it anyway. */
  Result leadingHere(Result result) throws TrekException {
    return recording.isSingle() && !folder().equals(nearest(workingFolder).orElse(workingFolder)) ? result.next("cd " + Tokenizer.quote(folder().toString())) : result;
  }

  /** Closes the estate, so that the next command opens it afresh. */
  public synchronized void reopen() {
    opened.ifPresent(each -> each.estate().close());
    opened = Optional.empty();
  }

  /**
   * Returns the estate in use, opened at the first call.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none, or its file is wrong
   */
  public synchronized Estate estate() throws TrekException {
    return opened().estate();
  }

  /**
   * Returns the engine on the estate in use.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none, or its file is wrong
   */
  public synchronized Engine engine() throws TrekException {
    return opened().engine();
  }

  private Opened opened() throws TrekException {
    if (opened.isEmpty()) {
      opened = Optional.of(opening.open(folder(), this));
    }
    return opened.get();
  }

  /**
   * Opens another estate to be read beside the one in use; it is closed with the session.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none in that folder
   */
  public synchronized Opened other(Path other) throws TrekException {
    Path path = other.toAbsolutePath().normalize();
    if (!Files.isRegularFile(path.resolve("estate.yaml"))) {
      throw TrekException.at(path).kind(TrekException.Kind.ESTATE).found("is no estate's folder: there is no estate.yaml in it").next("the folder of another estate");
    }
    Opened found = opening.open(path, this);
    others.add(found.estate());
    return found;
  }

  /** Returns the folder in which relative paths start. */
  public Path workingFolder() {
    return workingFolder;
  }

  /** Returns the hosts whose connection has been lost; opens nothing. */
  public synchronized List<String> lost() {
    return opened.map(each -> each.estate().lost()).orElse(List.of());
  }

  /** Returns the jobs. */
  public Jobs jobs() {
    return jobs;
  }

  /** Takes back that the session is to end. */
  public void stay() {
    left = false;
  }

  /** Returns what macros are run with; loaded at the first one. */
  public MacroLanguage language() {
    return language;
  }

  /** Resolves a path as it was typed: {@code ~/} is the home folder, relative ones start at the working folder. */
  public Path path(String typed) {
    if (typed.equals("~") || typed.startsWith("~/")) {
      return Path.of(System.getProperty("user.home")).resolve(typed.substring(Math.min(2, typed.length())));
    }
    return workingFolder.resolve(typed);
  }

  /** Returns the variables. */
  public Variables variables() {
    return variables;
  }

  /** Returns what was chosen about the shell. */
  public synchronized Settings settings() {
    return settings;
  }

  /** Takes what the environment says about the shell. */
  public synchronized void environment(Map<String, String> environment) {
    settings = settings(environment);
  }

  private Settings settings(Map<String, String> environment) {
    return new Settings(environment, this::estateFolder);
  }

  /** Returns the other side. */
  public Talk talk() {
    return talk.orElseThrow(() -> new IllegalStateException("no command runs"));
  }

  /** Sets the other side for the next command. */
  public void talk(Talk other) {
    this.talk = Optional.of(other);
  }

  /** Returns what carries out lines within the command that runs. */
  public Lines lines() {
    return lines.orElseThrow(() -> new IllegalStateException("no command runs"));
  }

  /** Sets what carries out lines within the next command. */
  public void lines(Lines other) {
    this.lines = Optional.of(other);
  }

  /** Returns what this session writes down of itself. */
  public Recording recording() {
    return recording;
  }

  /** Returns the clock. */
  public Clock clock() {
    return clock;
  }

  /** Forgets the estate that a command which was left may still use; it is closed behind the next prompt. */
  public synchronized void abandon() {
    Optional<Opened> before = opened;
    opened = Optional.empty();
    before.ifPresent(
        left -> {
          Thread closing = new Thread(left.estate()::close, "closing");
          closing.setDaemon(true);
          closing.start();
        });
  }

  /** Ends the session after this command. */
  public void leave() {
    left = true;
  }

  /** Returns whether the session is to end. */
  public boolean left() {
    return left;
  }

  @Override
  public synchronized void close() {
    others.forEach(Estate::close);
    others.clear();
    reopen();
  }
}
