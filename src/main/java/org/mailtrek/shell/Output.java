package org.mailtrek.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.mailtrek.command.PrivateFiles;
import org.mailtrek.command.Session;
import org.mailtrek.host.TrekException;

/**
 * Takes the output of one command and brings it where the line says: through programs, into a file, or to standard output, as it comes. Opened before
 * the command runs, so that a wrong path or program stops it in time.
 */
final class Output implements AutoCloseable {

  private final PrintStream to;
  private final boolean redirected;
  private final Optional<Programs> programs;
  private final Optional<PrivateFiles.Scratch> scratch;

  private Output(PrintStream to, boolean redirected, Optional<Programs> programs, Optional<PrivateFiles.Scratch> scratch) {
    this.to = to;
    this.redirected = redirected;
    this.programs = programs;
    this.scratch = scratch;
  }

  /**
   * Opens the way of an output.
   *
   * @param terminal whether the last program may have the terminal
   * @throws TrekException when the file can't be written, or a program can't be started
   */
  static Output open(Statements.Statement statement, Session session, Streams streams, boolean terminal) throws TrekException {
    if (statement.programs().isEmpty() && statement.file().isEmpty()) {
      return new Output(streams.out(), false, Optional.empty(), Optional.empty());
    }
    Optional<PrivateFiles.Scratch> scratch = Optional.empty();
    try {
      OutputStream end = streams.out();
      if (statement.file().isPresent()) {
        Path file = session.path(statement.file().get()).toAbsolutePath();
        if (Files.exists(file) && !Files.isRegularFile(file)) {
          end = Files.newOutputStream(file, StandardOpenOption.WRITE);
        } else {
          scratch = Optional.of(PrivateFiles.scratch(file, statement.append()));
          end = scratch.get().stream();
        }
      }
      Optional<Programs> programs = statement.programs().isEmpty() ? Optional.empty() : Optional.of(Programs.start(statement.programs(), end, terminal && statement.file().isEmpty()));
      return new Output(new PrintStream(programs.map(Programs::input).orElse(new BufferedOutputStream(end)), false, StandardCharsets.UTF_8), true, programs, scratch);
    } catch (IOException e) {
      throw unwritable(statement.file().orElse("standard output"), e);
    } catch (TrekException e) {
      scratch.ifPresent(PrivateFiles.Scratch::close);
      throw e;
    }
  }

  boolean redirected() {
    return redirected;
  }

  /** Returns the stream for the command. */
  PrintStream stream() {
    return to;
  }

  /**
   * Hands on what is left, and waits for the programs.
   *
   * @throws TrekException when the file can't be written
   */
  void deliver() throws TrekException {
    to.flush();
    if (!redirected) {
      return;
    }
    to.close();
    if (programs.isPresent()) {
      programs.get().await();
    }
    if (scratch.isPresent()) {
      try {
        scratch.get().commit();
      } catch (IOException e) {
        throw unwritable(scratch.get().file().toString(), e);
      }
    } else if (programs.isEmpty() && to.checkError()) {
      throw unwritable("the file", new IOException("the system refused"));
    }
  }

  private static TrekException unwritable(String where, IOException e) {
    return TrekException.at(where).kind(TrekException.Kind.USAGE).found("can't be written: " + reason(e)).because(e).next("check the path and the space");
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException ? "there is no such folder" : e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
  }

  @Override
  public void close() {
    to.flush();
    programs.ifPresent(Programs::close);
    scratch.ifPresent(PrivateFiles.Scratch::close);
  }
}
