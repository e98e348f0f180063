package org.mailtrek.host.fault;

import java.util.ArrayList;
import java.util.List;

/** Counts write points, and kills at one of them. Safe for several threads. */
public final class Points {

  private final int deadly;
  private final List<String> passed = new ArrayList<>();
  private boolean dead;

  private Points(int deadly) {
    this.deadly = deadly;
  }

  /** Returns points that only count. */
  public static Points counting() {
    return new Points(Integer.MAX_VALUE);
  }

  /** Returns points of which the n-th, from 0, kills. */
  public static Points killingAt(int point) {
    return new Points(point);
  }

  /** Passes a write point: returns when the write may be made. */
  public synchronized void pass(String what) {
    if (dead || passed.size() == deadly) {
      dead = true;
      throw new Killed("killed before point " + passed.size() + ", " + what);
    }
    passed.add(what);
  }

  /** Returns whether the next point kills: what can be torn is then written in part. */
  public synchronized boolean next() {
    return !dead && passed.size() == deadly;
  }

  /** Returns how many points were passed. */
  public synchronized int count() {
    return passed.size();
  }

  /** Returns whether it has killed. */
  public synchronized boolean dead() {
    return dead;
  }

  /** Returns what was passed, in order. */
  public synchronized List<String> passed() {
    return List.copyOf(passed);
  }
}
