package org.mailtrek.command;

import java.util.List;

/**
 * One place in which something becomes different: a directive of a file, or an entry of the directory. Secrets are masked in it.
 *
 * @param object the file, such as {@code mail1:/etc/kopano/server.cfg}, or {@code directory}
 * @param header the directive, or the entry's DN
 * @param removed lines that go
 * @param added lines that come
 */
record Hunk(String object, String header, List<String> removed, List<String> added) {

  static final String DIRECTORY = "directory";

  /** Copies the lists. */
  Hunk {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /** Returns whether a line of it is only a comment, or blank; values of an entry never are. */
  boolean remark(String line) {
    return !object.equals(DIRECTORY) && comment(line);
  }

  static boolean comment(String line) {
    return line.isBlank() || line.strip().matches("[#;!].*");
  }
}
