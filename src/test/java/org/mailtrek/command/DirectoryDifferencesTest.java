package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.ValueChange;

final class DirectoryDifferencesTest {

  private static final String CANARY = "sesame-4711";

  private static ValueChange change(String attribute, String value) {
    return new ValueChange(attribute, List.of(), List.of(Bytes.of(value.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void valuesThatAreSecretsOrHoldSomeAreMasked() throws Exception {
    Differences found = new Differences(100);
    found.take(Entries.of(List.of(new ModifyEntry("olcDatabase={1}mdb,cn=config", List.of(
        change("olcRootPW", CANARY),
        change("olcSyncrepl", "rid=1 provider=ldap://x bindmethod=simple binddn=\"cn=a\" credentials=" + CANARY + " type=refreshAndPersist"),
        change("olcDbURI", "x credentials=\"" + CANARY + " more\""),
        change("olcSuffix", "dc=x"))))), file -> Optional.empty());
    String shown = found.hunks().toString();
    assertFalse(shown.contains(CANARY), shown);
    assertTrue(shown.contains("olcSuffix: dc=x") && shown.contains("rid=1 provider=ldap://x") && shown.contains("type=refreshAndPersist"), shown);
  }
}
