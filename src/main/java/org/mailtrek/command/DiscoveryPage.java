package org.mailtrek.command;

import java.util.List;
import org.mailtrek.discovery.Difference;
import org.mailtrek.discovery.EstateDraft;
import org.mailtrek.discovery.Fact;

/** Shows what was found on machines: the keys of {@code estate.yaml}, and what else there is to know. */
record DiscoveryPage(List<Difference> differences, EstateDraft draft) {

  /** Adds the tables to a result. */
  Result on(Result result) {
    Rows keys = Rows.of("settings").id("Key").text("State").text("Declared").text("Found").text("Where");
    differences.forEach(each -> keys.row(each.key(), words(each.state()), each.declared(), each.found(), each.origin()));
    Rows facts = Rows.of("facts").id("Host").text("What").text("State").text("Found").text("Where");
    draft.facts().forEach((host, all) -> all.forEach(each -> facts.row(host, each.what(), words(each.weight()), each.value(), each.origin())));
    return result.table(keys).table(facts);
  }

  private static String words(Difference.State state) {
    return switch (state) {
      case SAME -> "as declared";
      case TARGET -> "as the target";
      case DIFFERENT -> "! differs";
      case ADDED -> "new";
      case DECLARED -> "? not found";
      case UNKNOWN -> "? fill in";
    };
  }

  private static String words(Fact.Weight weight) {
    return switch (weight) {
      case FOUND -> "";
      case NOTICE -> "! look";
      case UNKNOWN -> "? unknown";
    };
  }
}
