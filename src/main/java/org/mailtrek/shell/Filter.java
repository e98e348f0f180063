package org.mailtrek.shell;

import java.util.function.Consumer;
import org.mailtrek.host.TrekException;

/** Takes items and hands on those, or others, that the next filter shall see. For one command. */
interface Filter {

  /**
   * Takes the next item.
   *
   * @throws TrekException of kind {@code USAGE} when it can't be filtered so
   */
  void take(Item item, Consumer<Item> on) throws TrekException;

  /** Hands on what was held back: there are no more. */
  default void end(Consumer<Item> on) {}
}
