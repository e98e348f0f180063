package org.mailtrek.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.DirectoryLayer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.fault.MemoryDirectory;

class RememberingTest {

  private final Counted counted = new Counted(MemoryDirectory.of("dc=example,dc=com").view());
  private final Remembering remembering = new Remembering();

  @Test
  void aSchemaIsReadOnceForAPreviewAndAnewForTheNext() throws Exception {
    remembering.begin();
    Schema first = remembering.directory(counted).schema();
    remembering.begin();
    assertSame(first, remembering.directory(counted).schema());
    remembering.end();
    assertSame(first, remembering.directory(counted).schema());
    assertEquals(1, counted.asked);
    remembering.end();
    remembering.begin();
    assertNotSame(first, remembering.directory(counted).schema());
    assertEquals(2, counted.asked);
    remembering.end();
  }

  @Test
  void whereNothingIsToBeRememberedEachQuestionIsAsked() throws Exception {
    remembering.directory(counted).schema();
    remembering.directory(counted).schema();
    assertEquals(2, counted.asked);
  }

  private static final class Counted implements DirectoryLayer {

    private final DirectoryView below;
    private int asked;

    Counted(DirectoryView below) {
      this.below = below;
    }

    @Override
    public DirectoryView below() {
      return below;
    }

    @Override
    public Schema schema() {
      asked++;
      return new Schema(new Entry("cn=schema"));
    }
  }
}
