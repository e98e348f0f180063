package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FolderNameTest {

  @Test
  void inboxIsItselfInAnySpelling() {
    assertEquals(Optional.of(FolderName.INBOX), FolderName.spelt("iNbOx", '.'));
    assertEquals("INBOX/inbox", new FolderName(List.of("inbox", "inbox")).toString());
  }

  @Test
  void partsAreDividedByWhatTheStoreUses() {
    FolderName name = new FolderName(List.of("Büro", "A & B"));
    assertEquals("B&APw-ro.A &- B", name.spelt('.'));
    assertEquals(Optional.of(name), FolderName.spelt("B&APw-ro/A &- B", '/'));
    assertEquals(Optional.empty(), FolderName.spelt("a..b", '.'));
    assertThrows(IllegalArgumentException.class, () -> name.child(""));
  }

  @Test
  void aDividerInAPartIsNoDivider() {
    FolderName name = new FolderName(List.of("a/b", "&AC8-", "ü/"));
    FolderName divided = new FolderName(List.of("a", "b", "&AC8-", "ü/"));
    assertEquals("a&AC8-b/&-AC8-/&APw-&AC8-", name.spelt('/'));
    assertEquals(Optional.of(name), FolderName.spelt(name.spelt('/'), '/'));
    assertEquals(Optional.of(divided), FolderName.spelt(divided.spelt('/'), '/'));
  }

  @Test
  void inboxComesFirst() {
    List<FolderName> names = new ArrayList<>(List.of(new FolderName(List.of("Archive")), FolderName.INBOX.child("A"), FolderName.INBOX));
    names.sort(null);
    assertEquals("[INBOX, INBOX/A, Archive]", names.toString());
  }
}
