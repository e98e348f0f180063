package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import org.junit.jupiter.api.Test;

class ChangeStampsTest {

  private static final Entry ONE = new Entry("cn=a,dc=x", new Attribute("entryCSN", "20240101000000.000001Z#000000#000#000000"));
  private static final Entry OTHER = new Entry("cn=b,dc=x", new Attribute("entryCSN", "20240101000000.000002Z#000000#000#000000"));

  private static ChangeStamps of(Entry... entries) {
    ChangeStamps stamps = new ChangeStamps();
    for (Entry each : entries) {
      stamps.add(each);
    }
    return stamps;
  }

  @Test
  void agreesInAnyOrder() {
    assertTrue(of(ONE, OTHER).same(of(OTHER, ONE)));
  }

  @Test
  void tellsAnEntryThatWasChangedAddedOrRemoved() {
    Entry changed = new Entry("cn=b,dc=x", new Attribute("entryCSN", "20240101000000.000003Z#000000#000#000000"));
    assertFalse(of(ONE, OTHER).same(of(ONE, changed)));
    assertFalse(of(ONE, OTHER).same(of(ONE)));
    assertFalse(of(ONE).same(of(ONE, OTHER)));
    assertFalse(of(ONE).same(of(new Entry("cn=c,dc=x", ONE.getAttribute("entryCSN")))));
  }

  @Test
  void saysNothingWhereAnEntryHasNoNumber() {
    ChangeStamps without = of(ONE, new Entry("cn=b,dc=x"));
    assertEquals(false, without.complete());
    assertFalse(without.same(of(ONE, new Entry("cn=b,dc=x"))));
  }
}
