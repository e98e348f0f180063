package org.mailtrek.command;

import java.util.List;

/** Carries out lines within a command, as if they had been typed. */
public interface Lines {

  /**
   * Carries out one line.
   *
   * @param shown whether people see what it says; else it asks nothing either
   * @return what each of its commands came to, up to the first that failed
   */
  List<Transcript.Entry> run(String line, boolean shown);
}
