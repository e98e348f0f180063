package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.List;

/**
 * What a change left alone, one sentence each, because somebody else had changed it or a server refused.
 *
 * @param items the sentences; empty when everything was done
 */
public record Left(List<String> items) {

  /** Nothing was left. */
  public static final Left NOTHING = new Left(List.of());

  /** Copies the list. */
  public Left {
    items = List.copyOf(items);
  }

  /** Returns one item left alone. */
  public static Left of(String item) {
    return new Left(List.of(item));
  }

  /** Returns whether everything was done. */
  public boolean nothing() {
    return items.isEmpty();
  }

  /** Returns the items of both. */
  public Left and(Left other) {
    List<String> all = new ArrayList<>(items);
    all.addAll(other.items);
    return new Left(all);
  }
}
