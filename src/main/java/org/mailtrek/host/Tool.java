package org.mailtrek.host;

import java.io.InputStream;
import java.util.List;

/**
 * What a program of a simulated machine does when it is run: a stand-in for a vendor's command. It keeps its state in the machine's files, writes
 * them only through {@link Host#disk}, and can be run again after it was killed half-way.
 */
public interface Tool {

  /**
   * Runs to its end.
   *
   * @param call what was typed
   * @param machine the machine that it runs on
   * @param input its standard input
   * @return how it ended; a command that fails says so by its code and on its standard error, and does not throw
   * @throws TrekException when the machine refuses to be read or written
   */
  Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException;

  /** Returns whether a command of it changes nothing, so that those who only look may run it. */
  default boolean onlyLooks(List<String> arguments) {
    return false;
  }

  /**
   * A command as it was typed.
   *
   * @param program where the program lies, with the links on the way followed
   * @param arguments what follows its name
   */
  record Call(HostPath program, List<String> arguments) {

    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
