package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class PartitionNameTest {

  private static List<PartitionName> named(Map<HostPath, String> chosen, String... paths) throws TrekException {
    return PartitionName.of(HostPath.of("/mail/mailbox-3.x"), HostPath.of("/srv/msg/store"), Arrays.stream(paths).map(HostPath::of).toList(), chosen);
  }

  @Test
  void areTheLastFoldersLettersAndDigitsInSmallLetters() throws TrekException {
    List<PartitionName> found = named(Map.of(), "/mail/Market.ing-2", "/disk2/SALES");
    assertEquals(List.of("primary", "marketing2", "sales"), found.stream().map(PartitionName::name).toList());
    assertEquals("/srv/msg/store/partition/primary", found.get(0).folder().toString());
    assertEquals("/mail/Market.ing-2/.0004x.marketing2", found.get(1).folder().toString());
  }

  @Test
  void twoOfOneNameAreResolvedByAChoiceAndNoDiskIsRenamed() throws TrekException {
    TrekException refused = assertThrows(TrekException.class, () -> named(Map.of(), "/disk1/partition.one", "/disk2/Partition-One"));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.getMessage().contains("/disk1/partition.one"), refused::getMessage);
    assertEquals("choose another name for one of them, no folder has to be renamed: --name /disk2/Partition-One=partitionone2", refused.next());
    List<PartitionName> chosen = named(Map.of(HostPath.of("/disk2/Partition-One"), "two"), "/disk1/partition.one", "/disk2/Partition-One");
    assertEquals("two", chosen.get(2).name());
  }

  @Test
  void noNameIsInventedWhereThereIsNone() {
    for (String path : List.of("/mail/...x".replace("x", "-"), "/mail/primary")) {
      assertEquals(TrekException.Kind.REFUSED, assertThrows(TrekException.class, () -> named(Map.of(), path)).kind(), path);
    }
    assertThrows(TrekException.class, () -> named(Map.of(HostPath.of("/elsewhere"), "x"), "/disk2/sales"));
    assertThrows(TrekException.class, () -> named(Map.of(HostPath.of("/disk2/sales"), "Sales.1"), "/disk2/sales"));
  }
}
