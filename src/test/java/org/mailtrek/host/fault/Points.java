package org.mailtrek.host.fault;

import java.util.ArrayList;
import java.util.List;

/** Counts write points, and kills at one of them, or shows it to a visitor. Safe for several threads. */
public final class Points {

  private final int deadly;
  private final Visitor visitor;
  private final List<String> passed = new ArrayList<>();
  private boolean dead;

  private Points(int deadly, Visitor visitor) {
    this.deadly = deadly;
    this.visitor = visitor;
  }

  /** Visits write points instead of killing there, and may copy the world as a kill would leave it. */
  public interface Visitor {

    /** Returns whether it visits a point: what can be torn is then written in part before. */
    boolean wants(int point);

    /** Comes to a point that it wanted; nothing goes on meanwhile. */
    void at(int point, String what);
  }

  private static final Visitor NOBODY =
      new Visitor() {
        @Override
        public boolean wants(int point) {
          return false;
        }

        @Override
        public void at(int point, String what) {
          throw new IllegalStateException("nobody wanted " + what);
        }
      };

  /** Returns points that kill nobody, but are visited. */
  public static Points visited(Visitor visitor) {
    return new Points(Integer.MAX_VALUE, visitor);
  }

  /** Returns points that only count. */
  public static Points counting() {
    return new Points(Integer.MAX_VALUE, NOBODY);
  }

  /** Returns points of which the n-th, from 0, kills. */
  public static Points killingAt(int point) {
    return new Points(point, NOBODY);
  }

  /** Passes a write point: returns when the write may be made. */
  public synchronized void pass(String what) {
    if (dead || passed.size() == deadly) {
      dead = true;
      throw new Killed("killed before point " + passed.size() + ", " + what);
    }
    if (visitor.wants(passed.size())) {
      visitor.at(passed.size(), what);
    }
    passed.add(what);
  }

  /** Returns whether the next point kills: what can be torn is then written in part. */
  public synchronized boolean next() {
    return !dead && (passed.size() == deadly || visitor.wants(passed.size()));
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
