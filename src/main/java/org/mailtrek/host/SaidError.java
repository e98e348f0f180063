package org.mailtrek.host;

import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Reads the errors of a machine's tools, which end in the words of the system (strerror(3), in the C locale). */
final class SaidError {

  private SaidError() {}

  /** Returns whether all that is said is that nothing is there. */
  static boolean absent(String said) {
    List<String> lines = said.strip().lines().toList();
    return !lines.isEmpty() && lines.stream().allMatch(line -> line.endsWith(": No such file or directory") || line.endsWith(": Not a directory"));
  }

  /** Returns what was said of an object as an operator would want to read it. */
  static TrekException at(String where, String said) {
    String line = said.strip().lines().reduce((first, last) -> last).orElse("the machine's tool failed without a word");
    String reason = line.substring(line.lastIndexOf(": ") < 0 ? 0 : line.lastIndexOf(": ") + 2);
    FileSystemException failure = switch (reason) {
      case "No such file or directory" -> new NoSuchFileException(where);
      case "File exists" -> new FileAlreadyExistsException(where);
      case "Permission denied", "Operation not permitted" -> new AccessDeniedException(where);
      case "Directory not empty" -> new DirectoryNotEmptyException(where);
      case "Invalid cross-device link" -> new AtomicMoveNotSupportedException(where, null, reason);
      default -> new FileSystemException(where, null, reason);
    };
    return Refusal.of(where, failure);
  }
}
