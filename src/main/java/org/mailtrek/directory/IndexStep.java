package org.mailtrek.directory;

import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Step;

/** Gives slapd the indexes that the new names need, or removes those of the old names; where they are written down is the subclasses' affair. */
abstract class IndexStep implements Step {

  private final boolean removing;

  IndexStep(boolean removing) {
    this.removing = removing;
  }

  @Override
  public final String id() {
    return removing ? "remove-old-indexes" : "index-new-names";
  }

  @Override
  public final String title() {
    return removing ? "Remove the indexes of the old names" : "Index the new names in the directory";
  }

  @Override
  public final Set<String> procedures() {
    return Set.of("Z18");
  }

  /** Returns the indexes that come. */
  final List<String> come(WantedIndexes wanted) {
    return removing ? List.of() : wanted.missing();
  }

  /** Returns the indexes that go. */
  final List<String> gone(WantedIndexes wanted) {
    return removing ? wanted.old() : List.of();
  }

  /** Says which of the old indexes can't go. */
  final void tellMixed(WantedIndexes wanted, Preview preview) {
    if (removing) {
      wanted.mixed().forEach(each -> preview.note("'" + each + "' indexes other attributes too, and stays"));
    }
  }
}
