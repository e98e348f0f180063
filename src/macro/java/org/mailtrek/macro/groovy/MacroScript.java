package org.mailtrek.macro.groovy;

import groovy.lang.Closure;
import groovy.lang.Script;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Writing;

/** What every macro extends: the words that are no variables. */
public abstract class MacroScript extends Script {

  private org.mailtrek.macro.Script world;

  final void in(org.mailtrek.macro.Script newWorld) {
    this.world = newWorld;
  }

  /**
   * Stays in the macro unless it is to be left; compiled macros ask at the begin of each method, closure and round of a loop.
   *
   * @throws InterruptedException when the thread was interrupted; the interrupt stays
   */
  public static void goOn() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("left");
    }
  }

  /** Changes the estate: what the block asks for becomes a step of the macro's plan. */
  public final Object change(String why, Closure<?> block) throws TrekException {
    Writing writing = world.begin(why);
    boolean whole = false;
    try {
      Closure<?> body = (Closure<?>) block.clone();
      body.setDelegate(writing);
      body.setResolveStrategy(Closure.DELEGATE_FIRST);
      Object value = body.getMaximumNumberOfParameters() > 0 ? body.call(writing) : body.call();
      world.end();
      whole = true;
      return value;
    } finally {
      if (!whole) {
        world.giveUp();
      }
    }
  }

  /** Says a line. */
  public final void say(Object line) {
    world.say(String.valueOf(line));
  }

  /** Adds a fact to the result. */
  public final void fact(String name, Object value) {
    world.fact(name, value);
  }

  /** Refuses to go on. */
  public final void stop(String why) throws TrekException {
    world.stop(why);
  }

  /** Names what ends the run that the macro asks for. */
  public final void stopWhen(String why, Closure<?> holds) {
    world.stopWhen(why, () -> org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation.castToBoolean(holds.call()));
  }

  @Override
  public final void println() {
    world.say("");
  }

  @Override
  public final void println(Object value) {
    world.say(String.valueOf(value));
  }

  @Override
  public final void print(Object value) {
    world.say(String.valueOf(value));
  }
}
