package org.mailtrek.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mailtrek.command.PrivateFiles;
import org.mailtrek.command.Session;
import org.mailtrek.host.TrekException;

/** Takes the output of one command and brings it where the line says: through programs, into a file, or to standard output. */
final class Output implements AutoCloseable {

  private final Statements.Statement statement;
  private final Session session;
  private final Streams streams;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final PrintStream to;

  Output(Statements.Statement statement, Session session, Streams streams) {
    this.statement = statement;
    this.session = session;
    this.streams = streams;
    this.to = redirected() ? new PrintStream(kept, false, StandardCharsets.UTF_8) : streams.out();
  }

  boolean redirected() {
    return !statement.programs().isEmpty() || statement.file().isPresent();
  }

  /** Returns the stream for the command. */
  PrintStream stream() {
    return to;
  }

  /**
   * Hands on what was written.
   *
   * @throws TrekException when a program can't be started or fails, or the file can't be written
   */
  void deliver() throws TrekException {
    to.flush();
    if (!redirected()) {
      return;
    }
    byte[] content = kept.toByteArray();
    for (List<String> program : statement.programs()) {
      content = through(program, content);
    }
    try {
      if (statement.file().isEmpty()) {
        streams.out().write(content);
        streams.out().flush();
      } else {
        save(session.path(statement.file().get()), content);
      }
    } catch (IOException e) {
      throw TrekException.at(statement.file().orElse("standard output")).found("can't be written: " + e.getMessage()).because(e).next("check the path and the space");
    }
  }

  private void save(Path file, byte[] content) throws IOException {
    if (statement.append()) {
      PrivateFiles.append(file, content);
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      Files.write(file, content);
    } else {
      PrivateFiles.write(file.toAbsolutePath(), content);
    }
  }

  private static byte[] through(List<String> program, byte[] input) throws TrekException {
    ProcessBuilder builder = new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT).matches(".*(PASS|SECRET|TOKEN|CREDENTIAL).*"));
    try {
      Process process = builder.start();
      Thread feeder = new Thread(() -> feed(process.getOutputStream(), input), "pipe");
      feeder.setDaemon(true);
      feeder.start();
      byte[] output = process.getInputStream().readAllBytes();
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw TrekException.at(program.get(0)).kind(TrekException.Kind.USAGE).found("can't be started: " + e.getMessage()).because(e).next("name a program of this machine after |");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(program.get(0)).kind(TrekException.Kind.INTERRUPTED).found("interrupted").because(e).next("nothing was changed");
    }
  }

  private static void feed(OutputStream to, byte[] input) {
    try (to) {
      to.write(input);
    } catch (IOException e) {
      // the program has read all it wanted, as head does
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    to.flush();
  }
}
