package org.mailtrek.host;

import java.util.List;
import java.util.OptionalLong;

/** Asks a machine how many files a file system still has room for, by its own {@code stat -f}. */
final class FreeFiles {

  private static final int WORDS = 2;

  private FreeFiles() {}

  /** Returns how many inodes are free where a path lies that is there; empty where a file system makes them as they are needed, or nobody tells. */
  static OptionalLong at(Programs programs, HostPath path) throws TrekException {
    Programs.Ended ended = programs.run(new byte[0], List.of("stat", "-f", "-c", "%c %d", "--", programs.word(path)));
    String[] words = ended.text().strip().split(" ");
    boolean told = ended.ok() && words.length == WORDS && words[0].matches("[1-9][0-9]{0,17}") && words[1].matches("[0-9]{1,18}");
    return told ? OptionalLong.of(Long.parseLong(words[1])) : OptionalLong.empty();
  }
}
