package org.mailtrek.engine;

/** Hears what it hands on to another, all of it: what does more overrides what it is about. */
public interface ProgressLike extends Progress {

  /** Returns who hears it too. */
  Progress shown();

  @Override
  default void phase(int number, int of, String id, String title) {
    shown().phase(number, of, id, title);
  }

  @Override
  default void total(long count, String unit) {
    shown().total(count, unit);
  }

  @Override
  default void done(long count) {
    shown().done(count);
  }

  @Override
  default void doing(String what) {
    shown().doing(what);
  }

  @Override
  default Progress on(String host) {
    return shown().on(host);
  }

  @Override
  default void say(String sentence) {
    shown().say(sentence);
  }
}
