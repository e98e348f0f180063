package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;
import org.mailtrek.command.PrivateFiles;
import org.mailtrek.command.SecretWords;

/** What was typed, one file per estate, added to after each line. Lines that begin with a blank or hold a secret are not kept. */
final class EstateHistory extends DefaultHistory {

  private Optional<Path> file = Optional.empty();

  EstateHistory() {}

  @Override
  public void add(Instant time, String line) {
    if (keeps(line)) {
      super.add(time, line);
    }
  }

  /** Returns whether a line may be stored. */
  static boolean keeps(String line) {
    return !line.startsWith(" ") && !SecretWords.in(line);
  }

  /** Goes over to the history of another estate; without a file nothing outlasts the session. */
  void use(LineReader reader, Optional<Path> newFile) {
    if (newFile.equals(file)) {
      return;
    }
    file = newFile;
    try {
      if (newFile.isPresent()) {
        PrivateFiles.folder(newFile.get().getParent());
        if (!Files.exists(newFile.get())) {
          PrivateFiles.append(newFile.get(), new byte[0]);
        }
        reader.setVariable(LineReader.HISTORY_FILE, newFile.get());
      } else {
        reader.getVariables().remove(LineReader.HISTORY_FILE);
      }
      attach(reader);
      load(); // attaching reads the first file only
    } catch (IOException | IllegalArgumentException e) {
      reader.getVariables().remove(LineReader.HISTORY_FILE);
      reader.printAbove("! history: can't be kept: " + e.getMessage());
    }
  }
}
