package org.mailtrek.macro;

import org.mailtrek.host.TrekException;

/** What compiles and runs macros; implemented in a jar of its own, so that the program starts without it. Implementations are safe for several threads. */
public interface MacroLanguage {

  /**
   * Compiles a macro, or takes it from the cache.
   *
   * @throws TrekException of kind {@code USAGE} when it is wrong: macro, line and what is wrong
   */
  void check(Source source) throws TrekException;

  /**
   * Runs a macro to its end on the calling thread; an interrupt of the thread leaves it, endless loops too.
   *
   * @return the value of its last expression; nothing is the text {@code ""}
   * @throws TrekException when it fails: macro and line, and what failed there
   */
  Object run(Source source, Script script) throws TrekException;
}
