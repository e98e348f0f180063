package org.mailtrek.config;

import java.util.List;
import java.util.Set;

/** Says in the new release's directives what the old release said in others, several together. */
interface Translation {

  /** Returns whether the two releases say it differently. */
  boolean applies(CatalogueFile known, CatalogueFile wanted);

  /** Returns the old names that it takes care of. */
  Set<String> names();

  /** Returns what is done, the value to put in force last. */
  List<Decision> decide(OldValues old, CatalogueFile wanted);
}
