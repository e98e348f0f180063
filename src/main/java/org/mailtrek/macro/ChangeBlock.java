package org.mailtrek.macro;

import java.util.List;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/**
 * What one change block of a macro asks for.
 *
 * @param why what it is for
 * @param changes in order, each for the world that the one before leaves
 * @param notes sentences for the plan
 * @param contents what changes refer to by digest
 */
record ChangeBlock(String why, List<Change> changes, List<String> notes, List<byte[]> contents) {

  ChangeBlock {
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
    contents = List.copyOf(contents);
  }

  void previewed(Step.Preview preview) throws TrekException {
    notes.forEach(preview::note);
    for (byte[] each : contents) {
      preview.content(each);
    }
    for (Change each : changes) {
      preview.change(each);
    }
  }
}
