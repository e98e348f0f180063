package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;

/** What a preview finds. */
final class Gathered implements Step.Preview {

  final List<Change> changes = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  @Override
  public void change(Change change) {
    changes.add(change);
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  @Override
  public String content(byte[] bytes) {
    return "";
  }
}
