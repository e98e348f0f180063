package org.mailtrek.shell;

import java.util.function.Consumer;
import org.mailtrek.host.TrekException;

/** Lets the first items pass. */
final class Head implements Filter {

  private static final int USUAL = 10;

  private long left;

  private Head(long left) {
    this.left = left;
  }

  /** Reads {@code [N]}. */
  static Head of(FilterWords words) throws TrekException {
    String number = words.maybe().orElse(Integer.toString(USUAL));
    try {
      long count = Long.parseLong(number.startsWith("-") ? number.substring(1) : number);
      return new Head(count);
    } catch (NumberFormatException e) {
      throw TrekException.at("head").kind(TrekException.Kind.USAGE).found("'" + number + "' is no number").because(e).next("head " + USUAL);
    }
  }

  @Override
  public void take(Item item, Consumer<Item> on) {
    if (left > 0) {
      left--;
      on.accept(item);
    }
  }
}
