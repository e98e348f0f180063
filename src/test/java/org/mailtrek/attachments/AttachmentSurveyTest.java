package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

class AttachmentSurveyTest {

  private static final HostPath TOP = HostPath.of("/var/lib/kopano/attachments");

  private StepWorld world;

  @BeforeEach
  void twoOfThreeAreThere() throws TrekException {
    MemoryDatabase database = new MemoryDatabase();
    List.of(10L, 13L, 4294967295L).forEach(database::attachment);
    world = StepWorld.empty().with(database);
    world.file(TOP + "/0/1/10", "ten");
    world.file(TOP + "/3/1/13.gz", "thirteen");
  }

  private AttachmentSurvey survey() throws TrekException {
    return AttachmentSurvey.of(world.machine(), TOP, world.database());
  }

  private TrekException refused() {
    return assertThrows(TrekException.class, () -> new AttachmentsPresent("mail1", TOP).check(world.view()));
  }

  @Test
  void countsWhatIsThereAndNamesWhatIsMissing() throws TrekException {
    AttachmentSurvey found = survey();
    assertEquals(3, found.referenced());
    assertEquals(2, found.found());
    assertEquals(2, found.files());
    assertEquals(11, found.bytes());
    assertEquals(1, found.compressed());
    assertEquals("1 (4294967295)", found.missing().toString());
    assertEquals("none", found.orphaned().toString());
    assertFalse(found.complete());
  }

  @Test
  void tellsOrphansDoublesAndStrangeFilesApart() throws TrekException {
    world.file(TOP + "/5/9/4294967295", "last");
    world.file(TOP + "/7/0/7", "nobody's");
    world.file(TOP + "/0/1/10.gz", "ten again");
    world.file(TOP + "/3/1/23", "in the wrong folder");
    world.file(TOP + "/3/1/13.deleted", "going");
    world.folder(TOP + "/4/0/4");
    AttachmentSurvey found = survey();
    assertEquals("1 (7)", found.orphaned().toString());
    assertEquals("1 (10)", found.doubled().toString());
    assertEquals(2, found.strange().count());
    assertEquals("1 (" + TOP + "/3/1/13.deleted)", found.leftovers().toString());
    assertEquals(0, found.missing().count());
    assertFalse(found.complete());
  }

  /** The program's own find on a folder of this machine, and no look at any file. */
  @Test
  void tellsTheSameOfAStoreThatFindHasListed(@TempDir Path folder) throws Exception {
    for (String each : List.of("0/1/10", "3/1/13.gz", "5/9/4294967295", "7/0/7", "0/1/10.gz", "3/1/23", "3/1/13.deleted", "testfile", "11/0/1", "4/0/4/inner")) {
      Path file = folder.resolve("attachments").resolve(each);
      Files.createDirectories(file.getParent());
      Files.writeString(file, each);
    }
    HostView here = new LocalHost("mail1", List.of(), folder.resolve("kept")).view();
    HostPath top = HostPath.of(folder.resolve("attachments").toString());
    AttachmentSurvey found = AttachmentSurvey.of(here, top, world.database());
    AttachmentSurvey walked = AttachmentSurvey.of(here, new Layout(top), world.database(), Depth.CONTENTS);
    assertEquals(3, found.found());
    assertEquals("1 (7)", found.orphaned().toString());
    assertEquals("1 (10)", found.doubled().toString());
    assertEquals(0, found.strangers().count());
    assertEquals(walked.strange().count(), found.strange().count());
    assertEquals(2, found.strange().count());
    assertEquals(walked.leftovers(), found.leftovers());
    assertEquals(List.of(walked.files(), walked.bytes(), walked.compressed()), List.of(found.files(), found.bytes(), found.compressed()));
  }

  @Test
  void tellsByNamesAloneAllButSizesAndOwners(@TempDir Path folder) throws Exception {
    for (String each : List.of("0/1/10", "3/1/13.gz", "7/0/7", "0/1/10.gz", "3/1/23", "3/1/13.deleted", "testfile")) {
      Path file = folder.resolve("attachments").resolve(each);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "as long as any packed one");
    }
    HostView here = new LocalHost("mail1", List.of(), folder.resolve("kept")).view();
    Layout layout = new Layout(HostPath.of(folder.resolve("attachments").toString()));
    AttachmentSurvey known = AttachmentSurvey.of(here, layout, world.database(), Depth.NAMES);
    AttachmentSurvey seen = AttachmentSurvey.of(here, layout, world.database(), Depth.OBJECTS);
    assertEquals(0, known.bytes());
    assertEquals(6 * 25, seen.bytes());
    assertEquals(seen, new AttachmentSurvey(known.referenced(), known.found(), known.files(), seen.bytes(), known.compressed(), known.missing(), known.orphaned(), known.doubled(), known.strange(), known.leftovers(), seen.strangers(), seen.damaged()));
    assertEquals("1 (4294967295)", known.missing().toString());
    assertEquals("1 (10)", known.doubled().toString());
    assertEquals("1 (7)", known.orphaned().toString());
  }

  @Test
  void namesPackedFilesThatAreTooShortToBeUnpacked() throws TrekException {
    assertEquals("1 (" + TOP + "/3/1/13.gz: can't be unpacked, it ends early)", survey().damaged().toString());
  }

  @Test
  void namesFilesOfAnotherOwner() throws TrekException {
    assertEquals(0, survey().strangers().count());
    world.machine().disk().chown(HostPath.of(TOP + "/0/1/10"), 5, 0);
    assertEquals("1 (" + TOP + "/0/1/10)", survey().strangers().toString());
  }

  @Test
  void readsContentsToTheirEndWhereThatWasSaid() throws Exception {
    world.file(TOP + "/5/9/4294967295", "last");
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream out = new java.util.zip.GZIPOutputStream(packed)) {
      out.write(new byte[10_000]);
    }
    String gz = TOP + "/7/1/17.gz";
    world.database().attachment(17);
    world.file(gz, "");
    world.machine().disk().append(HostPath.of(gz), packed.toByteArray(), 0, packed.size());
    world.database().chunk(4_294_967_295L, 0x3701, 0, Optional.of("last".getBytes(StandardCharsets.UTF_8)));
    Layout layout = new Layout(TOP);
    String compressed = AttachmentSurvey.of(world.machine(), layout, world.database(), Depth.CONTENTS).damaged().toString();
    assertFalse(compressed.contains("17.gz") || compressed.contains("4294967295"), compressed);
    world.machine().disk().truncate(HostPath.of(gz), packed.size() - 9);
    world.edit(TOP + "/5/9/4294967295", "lost");
    String damaged = AttachmentSurvey.of(world.machine(), layout, world.database(), Depth.CONTENTS).damaged().toString();
    assertTrue(damaged.contains("17.gz: can't be unpacked") && damaged.contains("4294967295: is not what the database holds"), damaged);
  }

  @Test
  void namesTwentyOfManyAtMost() throws TrekException {
    for (long id = 100; id < 150; id++) {
      world.database().attachment(id);
    }
    assertEquals(51, survey().missing().count());
    assertEquals(20, survey().missing().first().size());
    assertTrue(survey().missing().toString().endsWith(", ...)"));
  }

  @Test
  void saysThatThereIsNoStore() {
    TrekException missing = assertThrows(TrekException.class, () -> AttachmentSurvey.of(world.machine(), HostPath.of("/none"), world.database()));
    assertTrue(missing.next().contains("attachment_path"), missing.next());
  }

  @Test
  void theGuardRefusesByName() {
    TrekException refused = refused();
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertEquals("of 3 attachments that the database names, these are not there: 1 (4294967295)", refused.what());
  }

  @Test
  void theGuardRefusesWhatIsThereTwice() throws TrekException {
    world.file(TOP + "/5/9/4294967295", "last");
    world.file(TOP + "/0/1/10.gz", "ten again");
    assertTrue(refused().what().endsWith("1 (10)"), refused().what());
  }

  @Test
  void theGuardPassesWithItsEvidence() throws TrekException {
    world.file(TOP + "/5/9/4294967295", "last");
    assertEquals("all 3 attachments that the database names are in " + TOP, new AttachmentsPresent("mail1", TOP).check(world.view()));
  }

  @Test
  void theGuardLooksWhereTheLayoutOfTheDatabaseSays() throws TrekException {
    world.file(TOP + "/10/0/10", "ten");
    world.file(TOP + "/13/0/13", "thirteen");
    world.file(TOP + "/15/3/4294967295", "last");
    assertEquals(1, survey().missing().count());
    world.database().exchangeSetting("attachment_storage", Optional.empty(), Optional.of("files_v1-16-4".getBytes(StandardCharsets.UTF_8)));
    assertTrue(new AttachmentsPresent("mail1", TOP).check(world.view()).startsWith("all 3 attachments"));
  }

  @Test
  void theGuardPassesWhereTheDatabaseHoldsTheAttachments() throws TrekException {
    world.database().exchangeSetting("attachment_storage", Optional.empty(), Optional.of("database".getBytes(StandardCharsets.UTF_8)));
    assertEquals("the attachments are in the database", new AttachmentsPresent("mail1", TOP).check(world.view()));
  }
}
