package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.H2Database;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Secret;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.lab.LabMariaDb;

class PurgeRowsTest {

  private static final String TOP = "/var/lib/zarafa/attachments";

  @TestFactory
  Stream<DynamicTest> thePurgePasses() {
    return StepHarness.of(step(false), () -> world("files"), world -> world.database().chunk(99, 1, 0, text("new"))).laws();
  }

  private static PurgeRows step(boolean damaged) {
    return new PurgeRows("mail1", new Layout(HostPath.of(TOP)), damaged);
  }

  private static StepWorld world(String marker) throws TrekException {
    MemoryDatabase database = new MemoryDatabase();
    database.exchangeSetting("attachment_storage", Optional.empty(), text(marker));
    StepWorld world = StepWorld.empty().with(database);
    world.machine().services().set("zarafa-server", Run.STOPPED, true);
    database.attachment(10);
    database.chunk(10, 0x3701, 0, text("ten"));
    world.file(TOP + "/0/1/10", "ten");
    return world;
  }

  private static Optional<byte[]> text(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(StepWorld world, boolean damaged) {
    TrekException refused = assertThrows(TrekException.class, () -> step(damaged).preview(world.view(), new Nothing()));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    return refused.what();
  }

  @Test
  void refusesWhileTheServerReadsFromTheDatabase() throws TrekException {
    assertTrue(refused(world("database"), false).contains("its rows are in use"));
  }

  @Test
  void refusesWhereAFileIsMissing() throws TrekException {
    StepWorld world = world("files");
    world.database().attachment(20);
    assertTrue(refused(world, false).contains("no file of their own, or two: 1 (20)"));
  }

  @Test
  void refusesWhereAFileIsNotWhatTheRowsHold() throws TrekException {
    StepWorld world = world("files");
    world.edit(TOP + "/0/1/10", "tem");
    assertTrue(refused(world, false).contains("not what the database holds: 1 (" + TOP + "/0/1/10)"));
  }

  @Test
  void refusesWhereThereAreTwoFiles() throws TrekException {
    StepWorld world = world("files");
    world.file(TOP + "/0/1/10.gz", "ten");
    assertTrue(refused(world, false).contains("or two: 1 (10)"));
  }

  @Test
  void givesUpWhatIsNotWholeOnlyWhenThatWasSaid() throws TrekException {
    StepWorld world = world("files");
    world.database().attachment(20);
    world.database().chunk(20, 0x3701, 3, text("end"));
    assertTrue(refused(world, false).contains("20: rows 0 to 2 are missing"));
    step(true).preview(world.view(), new Nothing());
  }

  private record Nothing() implements Step.Preview {

    @Override
    public void change(Change change) {}

    @Override
    public void note(String sentence) {}

    @Override
    public String content(byte[] bytes) {
      return "";
    }
  }

  @Test
  void refusesInThePlanWhereTheDatabaseCantSetRowsAside(@TempDir Path folder) throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("db");
    try (Connection connection = DriverManager.getConnection(url + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE", "sa", "lab"); Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA zarafa");
      statement.execute("SET SCHEMA zarafa");
      for (String each : LabMariaDb.tables("h2")) {
        statement.execute(each);
      }
      statement.execute("INSERT INTO lob (instanceid, chunkid, tag, val_binary) VALUES (5, 0, 14081, X'00')");
      statement.execute("INSERT INTO settings VALUES ('attachment_storage', 'files')");
    }
    try (Database h2 = H2Database.open(url, new DatabaseLogin("sa", Secret.of("lab")), "zarafa")) {
      View view = new MemoryEstate(StepWorld.empty().machine(), Optional.empty(), Optional.of(h2)).view();
      TrekException refused = assertThrows(TrekException.class, () -> AttachmentSteps.purge("mail1", new Layout(HostPath.of("/a")), false).preview(view, new Ignoring()));
      assertTrue(refused.getMessage().contains("can't exchange two tables"), refused::getMessage);
    }
  }

  /** Takes no change. */
  private static final class Ignoring implements Step.Preview {

    @Override
    public void change(Change change) {
      throw new AssertionError(change.describe());
    }

    @Override
    public void note(String sentence) {
      // not looked at
    }

    @Override
    public String content(byte[] bytes) {
      throw new AssertionError("nothing is stored");
    }
  }
}
