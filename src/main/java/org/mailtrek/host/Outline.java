package org.mailtrek.host;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which rows of a mail server's database a dump holds. Tables are always defined, with rows or without. */
@FunctionalInterface
interface Outline {

  /** All of them. */
  Outline EVERYTHING = table -> Optional.of("1 = 1");

  /** The number of stores and of folders in {@code hierarchy.type}; messages and attachments have others. */
  String FRAME = "(1, 3)";

  /** Those that say who is there, with stores, folders and rights; no messages, no contents, no passwords. Tables that we don't know stay empty. */
  Outline WITHOUT_CONTENTS = new Outline() {

    private static final Set<String> WHOLE = Set.of("versions", "settings", "users", "stores", "acl", "names", "object", "objectmvproperty", "objectrelation", "receivefolder");
    private static final String OF_FRAME = "hierarchyid IN (SELECT id FROM hierarchy WHERE type IN " + FRAME + ")";
    private static final Map<String, String> SOME = Map.of(
        "hierarchy", "type IN " + FRAME,
        "properties", OF_FRAME,
        "mvproperties", OF_FRAME,
        "indexedproperties", OF_FRAME,
        "objectproperty", "LOWER(propname) NOT LIKE '%passw%'");

    @Override
    public Optional<String> of(String table) {
      String name = table.toLowerCase(Locale.ROOT);
      return WHOLE.contains(name) ? EVERYTHING.of(name) : Optional.ofNullable(SOME.get(name));
    }
  };

  /** Returns the condition that the rows of a table meet; empty for none. */
  Optional<String> of(String table);
}
