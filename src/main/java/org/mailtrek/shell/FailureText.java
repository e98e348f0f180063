package org.mailtrek.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** A failure as people read it: what, where and why; what was left; and last, what to type next. */
final class FailureText {

  private FailureText() {}

  static List<String> lines(String command, TrekException failure, Optional<Path> log) {
    List<String> lines = new ArrayList<>();
    String where = failure.where().isEmpty() || failure.where().equals(command) ? "" : failure.where() + ": ";
    String head = command.isEmpty() ? "" : command + ": ";
    lines.add("! " + head + where + Cells.visible(failure.what()).replace("\\n", "\n    "));
    lines.add("  " + left(failure.kind()));
    log.ifPresent(file -> lines.add("  more in " + file));
    if (!failure.next().isEmpty()) {
      lines.add("  next: " + failure.next());
    }
    return lines;
  }

  private static String left(TrekException.Kind kind) {
    return switch (kind) {
      case FAILED, REFUSED, ESTATE, IN_USE, UNREACHABLE, USAGE -> "nothing was changed";
      case PARTLY -> "part of the work is done; the journal holds it";
      case DIFFERENT -> "the result differs from what was expected";
      case INTERRUPTED -> "interrupted; nothing is half-done";
    };
  }
}
