package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.HostPath;

class StoredNameTest {

  private static final String GUID = "s00112233445566778899aabbccddeeff";

  private static StoredName of(String path) {
    return StoredName.of(path).orElseThrow();
  }

  @Test
  void everyFileOfALayoutTellsItsAttachment() {
    Layout layout = new Layout(HostPath.of("/var/lib/kopano/attachments"));
    for (long id : new long[] {0, 1, 17, 1_234_567, 4_294_967_295L}) {
      assertEquals(OptionalLong.of(id), of(layout.plain(id).toString()).id());
      assertEquals("files", of(layout.compressed(id).toString()).layout());
    }
    StoredName counted = of(new Layout(HostPath.of("/a"), 16, 4).plain(33).toString());
    assertEquals("files_v1-L1-L2", counted.layout());
    assertEquals(OptionalLong.of(33), counted.id());
  }

  @Test
  void aLeftoverIsNoAttachment() {
    assertTrue(of("/a/7/1/17.gz.deleted").note().contains("no attachment"));
  }

  @Test
  void contentAddressedNamesTellTheDigestOrTheAttachment() {
    String rest = "c".repeat(60);
    assertEquals(Optional.of("ab01" + rest), of("/var/lib/kopano/attachments/ab/01/" + rest + "/content").digest());
    assertEquals(OptionalLong.of(5), of("ab/01/" + rest + "/holder/" + GUID + "i5").id());
    assertEquals(OptionalLong.of(6), of("0f/00/" + GUID + "i6/content").id());
  }

  @Test
  void keysOfS3HaveNoFolders() {
    assertEquals("s3", of("attachments/1234.gz").layout());
    assertEquals(OptionalLong.of(1234), of("attachments/1234.gz").id());
  }

  @Test
  void otherNamesAreNone() {
    for (String each : new String[] {"", "/etc/passwd", "/a/1/2/testfile", "7/1/017", "99999999999"}) {
      assertEquals(Optional.empty(), StoredName.of(each), each);
    }
  }
}
