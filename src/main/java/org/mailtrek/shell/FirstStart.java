package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.command.PrivateFiles;

/** Whether somebody starts the shell for the first time, by a file of their own beside {@link LastEstate}'s. */
final class FirstStart {

  private final Optional<Path> file;

  /** Takes the place from the environment. */
  FirstStart(Map<String, String> environment) {
    this.file = LastEstate.state(environment).map(state -> state.resolve("mailtrek/started"));
  }

  /** Returns whether this is the first start, and keeps that there was one; false where that can't be kept, since it would be said each time. */
  boolean now() {
    if (file.isEmpty() || Files.exists(file.get())) {
      return false;
    }
    try {
      Files.createDirectories(file.get().getParent().getParent());
      PrivateFiles.folder(file.get().getParent());
      PrivateFiles.write(file.get(), new byte[0]);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
