package org.mailtrek.backup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The highest number of an attachment among the files of a store, whatever its depth. */
final class HighestFile {

  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,10})(\\.gz)?(\\.deleted)?");
  private static final long HIGHEST = 0xFFFFFFFFL;

  /** Layouts have at most this many folders in a folder, named by numbers. */
  private static final long FOLDERS = 1000;

  private HighestFile() {}

  /** Returns it; 0 where there is no such folder, or no file of that kind in it. */
  static long below(HostView on, HostPath folder) throws TrekException {
    long highest = 0;
    if (on.stat(folder).map(FileState::kind).orElse(FileState.Kind.FILE) != FileState.Kind.FOLDER) {
      return 0;
    }
    for (HostPath each : on.list(folder)) {
      Matcher number = NUMBER.matcher(each.name());
      long found = number.matches() ? Long.parseLong(number.group(1)) : 0;
      boolean perhapsFolder = number.matches() && number.group(2) == null && number.group(3) == null && found < FOLDERS;
      if (perhapsFolder && on.stat(each).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER) {
        found = below(on, each);
      }
      highest = found <= HIGHEST ? Math.max(highest, found) : highest;
    }
    return highest;
  }
}
