package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.attachments.AttachmentSurvey.Depth;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;

class HashedStoreTest {

  private static final HostPath TOP = HostPath.of("/var/lib/kopano/attachments");
  /** SHA-256 of "ten", in two levels of folders. */
  private static final String TEN = ident("ten");
  private static final String HOLDER = "/holder/s000102030405060708090a0b0c0d0e0fi";

  private StepWorld world;

  private static String ident(String content) {
    try {
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
      return digest.substring(0, 2) + "/" + digest.substring(2, 4) + "/" + digest.substring(4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void twoAttachmentsShareOneContent() throws TrekException {
    MemoryDatabase database = new MemoryDatabase();
    database.attachment(10, TEN);
    database.attachment(4294967295L, TEN);
    database.exchangeSetting("server_guid", Optional.empty(), Optional.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
    world = StepWorld.empty().with(database);
    world.file(TOP + "/" + TEN + "/content", "ten");
    world.file(TOP + "/" + TEN + HOLDER + "10", "");
    world.file(TOP + "/" + TEN + HOLDER + "4294967295", "");
    world.file(TOP + "/testfile", "");
  }

  private HashedStore store() {
    return new HashedStore(world.machine(), TOP, world.database());
  }

  @Test
  void isCompleteWhereContentAndHoldersAreThere() throws TrekException {
    AttachmentSurvey found = store().survey(Depth.CONTENTS);
    assertTrue(found.complete(), found::toString);
    assertEquals(2, found.referenced());
    assertEquals(2, found.found());
    assertEquals(1, found.files());
    assertEquals(3, found.bytes());
    assertEquals("none", found.strange().toString());
    assertEquals("none", found.orphaned().toString());
  }

  @Test
  void namesWhatTheStoreLacks() throws TrekException {
    world.database().attachment(11, ident("eleven"));
    world.database().attachment(12);
    world.machine().disk().delete(HostPath.of(TOP + "/" + TEN + HOLDER + "10"));
    AttachmentSurvey found = store().survey(Depth.OBJECTS);
    assertEquals("3 (12 has no name in the database, 10 has no holder, so that the server would remove its content with another's, 11)", found.missing().toString());
    assertFalse(found.complete());
  }

  @Test
  void tellsOrphansStrangeFilesAndOtherOwnersApart() throws TrekException {
    world.file(TOP + "/" + TEN + HOLDER + "77", "");
    world.file(TOP + "/" + TEN + "/content.gz", "packed");
    world.file(TOP + "/7/0/7", "of another layout");
    world.machine().disk().chown(HostPath.of(TOP + "/" + TEN + "/content"), 5, 6);
    AttachmentSurvey found = store().survey(Depth.OBJECTS);
    assertEquals("1 (77)", found.orphaned().toString());
    assertEquals("2 (" + TOP + "/7/0/7, " + TOP + "/" + TEN + "/content.gz)", found.strange().toString());
    assertEquals("1 (" + TOP + "/" + TEN + "/content)", found.strangers().toString());
  }

  @Test
  void aContentThatIsNotWhatItsNameSaysIsDamaged() throws TrekException {
    world.edit(TOP + "/" + TEN + "/content", "TEN");
    assertEquals("none", store().survey(Depth.OBJECTS).damaged().toString());
    assertEquals("1 (" + TOP + "/" + TEN + "/content: has another content than its name says)", store().survey(Depth.CONTENTS).damaged().toString());
  }

  @Test
  void findsTheContentOfAnAttachmentByItsNameInTheDatabase() throws TrekException {
    assertEquals(Optional.of(TOP.resolve(TEN + "/content")), store().content(10));
    assertEquals(Optional.empty(), store().content(11));
    world.database().attachment(13, "../../../etc/passwd");
    assertThrows(TrekException.class, () -> store().content(13));
    assertThrows(TrekException.class, () -> store().survey(Depth.OBJECTS));
  }

  @Test
  void aRealStoreIsListedAtOnceAndTellsWhatAWalkTells(@TempDir Path folder) throws Exception {
    Path real = folder.resolve("store");
    for (String each : List.of(TEN + "/content", TEN + HOLDER + "10", TEN + HOLDER + "77", TEN + "/content.gz", "7/0/7", "testfile")) {
      Files.createDirectories(real.resolve(each).getParent());
      Files.writeString(real.resolve(each), each.endsWith("content") ? "ten" : "");
    }
    Files.createSymbolicLink(real.resolve(TEN + HOLDER + "78"), Path.of("s"));
    HostView here = new LocalHost("mail1", List.of(), folder.resolve("kept")).view();
    AttachmentSurvey listed = new HashedStore(without(here, "list"), HostPath.of(real.toString()), world.database()).survey(Depth.OBJECTS);
    AttachmentSurvey walked = new HashedStore(without(here, "tree"), HostPath.of(real.toString()), world.database()).survey(Depth.OBJECTS);
    assertEquals("1 (77)", listed.orphaned().toString());
    assertEquals("1 (4294967295 has no holder, so that the server would remove its content with another's)", listed.missing().toString());
    assertEquals(3, listed.strange().count());
    assertEquals(4, listed.files());
    assertEquals(3, listed.bytes());
    assertEquals(Set.copyOf(walked.strange().first()), Set.copyOf(listed.strange().first()), "in whatever order the machine lists them");
    assertEquals(List.of(walked.orphaned(), walked.missing(), walked.files(), walked.bytes()), List.of(listed.orphaned(), listed.missing(), listed.files(), listed.bytes()));
  }

  /** Returns a machine that has no tools to list trees with, or one on which nobody lists folders one by one. */
  private static HostView without(HostView here, String what) {
    return (HostView) Proxy.newProxyInstance(HostView.class.getClassLoader(), new Class<?>[] {HostView.class}, (proxy, method, arguments) -> {
      if (method.getName().equals(what)) {
        return switch (what) {
          case "tree" -> false;
          default -> throw new AssertionError("looks into a folder by itself: " + arguments[0]);
        };
      }
      return method.invoke(here, arguments);
    });
  }

  @Test
  void refusesAStoreThatIsNotThere() {
    assertThrows(TrekException.class, () -> new HashedStore(world.machine(), HostPath.of("/none"), world.database()).survey(Depth.OBJECTS));
  }
}
