package org.mailtrek.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.command.PrivateFiles;

/** Which estate somebody worked on last, in a file of their own. Only offered, never used by itself. */
final class LastEstate {

  private final Optional<Path> file;
  private Optional<Path> known = Optional.empty();

  /** Takes the place from the environment: {@code $XDG_STATE_HOME}, else {@code ~/.local/state}; without either nothing is kept, which is said. */
  LastEstate(Map<String, String> environment) {
    this.file = state(environment).map(each -> each.resolve("mailtrek/last-estate"));
  }

  /** Returns the folder for what programs keep between their starts. */
  static Optional<Path> state(Map<String, String> environment) {
    return folder(environment, "XDG_STATE_HOME").or(() -> folder(environment, "HOME").map(home -> home.resolve(".local/state")));
  }

  private static Optional<Path> folder(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> text.startsWith("/")).map(Path::of);
  }

  /**
   * Keeps the estate's folder.
   *
   * @throws IOException when the file can't be written, or there is no place for it, which is said once; no other attempt is made for this estate
   */
  void keep(Path estate) throws IOException {
    if (file.isEmpty() && known.isEmpty()) {
      known = Optional.of(estate);
      throw new IOException("neither XDG_STATE_HOME nor HOME is set");
    }
    if (file.isPresent() && !known.equals(Optional.of(estate))) {
      known = Optional.of(estate);
      Files.createDirectories(file.get().getParent().getParent());
      PrivateFiles.folder(file.get().getParent());
      PrivateFiles.write(file.get(), (estate + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns the folder of the estate that was used last, if there still is an estate in it. */
  Optional<Path> found() {
    try {
      Optional<Path> kept = file.isPresent() ? Optional.of(Path.of(Files.readString(file.get(), StandardCharsets.UTF_8).strip())) : Optional.empty();
      return kept.filter(estate -> Files.isRegularFile(estate.resolve("estate.yaml")));
    } catch (IOException | InvalidPathException none) {
      return Optional.empty();
    }
  }
}
