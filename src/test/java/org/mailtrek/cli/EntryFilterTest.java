package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters behind a search of the directory whose result is JSON: they see one entry at a time. */
class EntryFilterTest {

  @TempDir private static Path temporary;

  @Test
  void entriesAreFilteredOneByOne() throws Exception {
    try (PracticeRun estate = PracticeRun.make(temporary.resolve("acme"))) {
      String search = "ldap search '(objectClass=zarafa-user)' uid mail --json";
      List<JSONValue> all = entries(estate.run("-c", search).well());
      assertTrue(all.size() > 5, all::toString);
      Spoken head = estate.run("-c", search + " | head 2").well();
      assertEquals(all.subList(0, 2), entries(head));
      assertEquals(2, head.json().getFieldAsInteger("count"));
      String one = ((JSONObject) all.get(3)).getFieldAsArray("uid").get(0).toString();
      assertEquals(List.of(all.get(3)), entries(estate.run("-c", search + " | grep '" + one + "'").well()));
      assertEquals(all.size() - 1, entries(estate.run("-c", search + " | grep @ | grep -v '" + one + "'").well()).size());
      assertEquals(1, entries(estate.run("-c", "ldap export --json | head 1").well()).size());
      JSONObject count = estate.run("-c", search + " | grep '@' | count").well().json();
      assertEquals(all.size(), count.getFieldAsInteger("count"));
      assertEquals(0, count.getFieldAsArray("entries").size());
      assertEquals(all.size(), entries(estate.run("-c", search + " | sort -r").well()).size());
    }
  }

  private static List<JSONValue> entries(Spoken said) {
    return said.json().getFieldAsArray("entries");
  }
}
