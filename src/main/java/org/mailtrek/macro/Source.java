package org.mailtrek.macro;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a macro.
 *
 * @param name its name, which its faults are shown with
 * @param text Groovy
 * @param cache the folder that the compiled macro is kept in; empty where it is not worth it
 */
public record Source(String name, String text, Optional<Path> cache) {

  /** Returns the name of its file, as faults show it. */
  public String file() {
    return name + ".groovy";
  }
}
