package org.mailtrek.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.mailtrek.command.PrivateFiles;
import org.mailtrek.command.Session;

/** The log of an estate: stack traces go there, never to the screen. */
final class Log {

  private final Session session;
  private final Clock clock;

  Log(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  /** Writes a failure down; returns the file, or nothing when there is no estate or it can't be written. */
  Optional<Path> write(String command, String trace) {
    Optional<Path> folder = session.estateFolder().filter(java.nio.file.Files::isDirectory);
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.get().resolve("logs").resolve("mailtrek.log");
    try {
      PrivateFiles.folder(file.getParent());
      PrivateFiles.append(file, (clock.instant() + " " + command + "\n" + trace + "\n").getBytes(StandardCharsets.UTF_8));
      return Optional.of(file);
    } catch (IOException e) {
      // a log that can't be written must not hide the failure itself: the message then names no log
      return Optional.empty();
    }
  }

  static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
