package org.mailtrek.macro;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.mailtrek.host.TrekException;

/** A running macro as its language sees it: its variables, and the few words that are no variables. */
public interface Script {

  /** Returns the variables: parameters, and what of the estate can be read. */
  Map<String, Object> variables();

  /**
   * Begins a change block.
   *
   * @param why what it is for, one line
   * @return what can be written within it
   * @throws TrekException where nothing may be changed, or within another block
   */
  Writing begin(String why) throws TrekException;

  /** Ends the change block. */
  void end() throws TrekException;

  /** Gives a block up that failed within. */
  void giveUp();

  /** Says a line, as a part of the result. */
  void say(String line);

  /** Adds a fact to the result. */
  void fact(String name, Object value);

  /**
   * Ends the macro: it refuses to go on.
   *
   * @throws TrekException always, of kind {@code REFUSED}
   */
  void stop(String why) throws TrekException;

  /** Names what ends a run that the macro asks for, looked at before each of its steps. */
  void stopWhen(String why, BooleanSupplier holds);
}
