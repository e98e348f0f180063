package org.mailtrek.command;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Several steps as one, each previewed on what those before it will have made.
 *
 * @param id the id
 * @param title one line that names the act
 * @param steps those that it consists of; none of them is a bulk step
 * @param guards what protects it
 */
record Together(String id, String title, List<Step> steps, List<Guard> guards) implements Step {

  @Override
  public Set<String> procedures() {
    Set<String> all = new TreeSet<>();
    steps.forEach(each -> all.addAll(each.procedures()));
    return all;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Over over = new Over(view, preview);
    for (Step each : steps) {
      each.preview(over.view, over);
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    for (Step each : steps) {
      each.verify(view);
    }
  }

  /** Hands on what is found, and lays it over the world. */
  private static final class Over implements Preview {

    private final Preview below;
    private View view;

    Over(View view, Preview below) {
      this.view = view;
      this.below = below;
    }

    @Override
    public void change(Change change) throws TrekException {
      view = change.over(view);
      below.change(change);
    }

    @Override
    public void note(String sentence) {
      below.note(sentence);
    }

    @Override
    public String content(byte[] bytes) throws TrekException {
      return below.content(bytes);
    }
  }
}
