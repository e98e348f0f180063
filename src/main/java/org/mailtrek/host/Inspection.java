package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks at a machine by its own programs, without changing its files. */
public interface Inspection {

  /**
   * Runs a program that can't write to any file of the machine, with nothing on its standard input, and hands its output on as it comes. What it
   * may do otherwise, such as asking daemons or ending processes, is not held back.
   *
   * @throws TrekException when the machine can't hold it back from writing, or it can't be run; it was not started then
   */
  Programs.Ended read(List<String> command, OutputStream output) throws TrekException;

  /**
   * Returns what a program that can't write says on its standard output, however it ends.
   *
   * @throws TrekException as {@link #read}
   */
  default String said(List<String> command) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    read(command, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * Runs one of the tools that tell of file systems and volumes, and that need rights of which {@link #read} leaves none: {@code findmnt},
   * {@code btrfs subvolume show|list}, {@code lvs --readonly}, {@code zfs list}.
   *
   * @throws TrekException as {@link #read}
   */
  default Programs.Ended volumes(List<String> command, OutputStream output) throws TrekException {
    return read(command, output);
  }

  /**
   * Hands on what a service has logged last, and with {@code follow} what it logs from now on, until the thread is interrupted.
   *
   * @param lines how many lines at most to begin with
   * @throws TrekException when there is no log to be found
   */
  void log(String service, int lines, boolean follow, OutputStream output) throws TrekException;

  /** Returns which of the tools that Mailtrek uses are missing, each {@code TOOL: what can't be done without it}. */
  List<String> missing() throws TrekException;
}
