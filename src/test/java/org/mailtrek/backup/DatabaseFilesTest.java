package org.mailtrek.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Gathered;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** A stopped database's files, copied and brought back; K6. */
class DatabaseFilesTest {

  private static final String DATA = "/srv/db";

  private static StepWorld running() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/mysql/my.cnf", "[client]\ndatadir = /nowhere\n!includedir /etc/mysql/conf.d/\n");
    world.file("/etc/mysql/conf.d/50-data.cnf", "[mysqld]\ndatadir = /elsewhere\n[mariadb-10.11]\ndatadir=\"" + DATA + "/\" # ours\n");
    world.file("/etc/mysql/conf.d/ignored.txt", "[mysqld]\ndatadir = /nowhere\n");
    world.file(DATA + "/ibdata1", "x".repeat(70_000));
    world.file(DATA + "/mysql_upgrade_info", "10.11.19-MariaDB");
    world.file(DATA + "/zarafa/stores.ibd", "stores of then");
    world.file(DATA + "/odd 'name'/t.frm", "odd");
    world.machine().services().set("mariadb", Run.RUNNING, true);
    world.machine().services().set("zarafa-server", Run.RUNNING, true);
    return world;
  }

  private static StepWorld still() throws TrekException {
    StepWorld world = running();
    world.machine().services().stop("zarafa-server");
    world.machine().services().stop("mariadb");
    return world;
  }

  private static MemoryKept kept() throws TrekException {
    MemoryKept kept = new MemoryKept();
    new CopyDatabaseFiles("mail1", "zarafa").keep(still().view(), kept);
    return kept;
  }

  /** Where the database was written into since the copy. */
  private static StepWorld later() throws TrekException {
    StepWorld world = kept().in(still());
    world.edit(DATA + "/zarafa/stores.ibd", "stores of now!");
    world.file(DATA + "/zarafa/newer.ibd", "newer");
    world.machine().disk().delete(HostPath.of(DATA + "/odd 'name'/t.frm"));
    return world;
  }

  private static TrekException refused(StepWorld world, boolean overNewer) throws TrekException {
    return assertThrows(TrekException.class, () -> new RestoreDatabaseFiles("mail1", kept(), overNewer).preview(world.view(), new Gathered()));
  }

  @TestFactory
  Stream<DynamicTest> stoppingItPasses() {
    return StepHarness.of(new StopDatabase("mail1", "zarafa"), DatabaseFilesTest::running, world -> world.machine().services().set("mariadb", Run.ABSENT, false)).laws();
  }

  @TestFactory
  Stream<DynamicTest> startingItAgainPasses() throws TrekException {
    StartDatabase start = StartDatabase.of(running().view(), "mail1", "zarafa", true);
    return StepHarness.of(start, DatabaseFilesTest::still, world -> world.machine().services().set("mariadb", Run.ABSENT, false)).laws();
  }

  @TestFactory
  Stream<DynamicTest> restoringItPasses() throws TrekException {
    return StepHarness.of(new RestoreDatabaseFiles("mail1", kept(), true), DatabaseFilesTest::later, world -> {
      world.machine().disk().rename(HostPath.of(DATA), HostPath.of("/srv/elsewhere"));
      world.file(DATA, "mine");
    }).laws();
  }

  @Test
  void mailServersStopFirstAndStartLast() throws TrekException {
    Gathered stops = new Gathered();
    new StopDatabase("mail1", "zarafa").preview(running().view(), stops);
    assertEquals(List.of("mail1: zarafa-server: stop", "mail1: mariadb: stop"), stops.changes.stream().map(Change::describe).toList());
    Gathered starts = new Gathered();
    StartDatabase.of(running().view(), "mail1", "zarafa", true).preview(still().view(), starts);
    assertEquals(List.of("mail1: mariadb: start", "mail1: zarafa-server: start"), starts.changes.stream().map(Change::describe).toList());
    Gathered alone = new Gathered();
    StartDatabase.of(running().view(), "mail1", "zarafa", false).preview(still().view(), alone);
    assertEquals(List.of("mail1: mariadb: start"), alone.changes.stream().map(Change::describe).toList());
    assertTrue(alone.notes.get(0).startsWith("zarafa-server stays stopped: 'identity check'"), alone.notes::toString);
  }

  @Test
  void findsTheFolderWhereTheServerWould() throws TrekException {
    DatabaseHome home = DatabaseHome.of(running().view().host("mail1"), "zarafa");
    assertEquals(HostPath.of(DATA), home.data());
    assertEquals(List.of(HostPath.of("/etc/mysql")), home.options());
  }

  @Test
  void copiesNothingOfAServerThatRuns() {
    TrekException why = assertThrows(TrekException.class, () -> new CopyDatabaseFiles("mail1", "zarafa").keep(running().view(), new MemoryKept()));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
  }

  @Test
  void refusesWhatWouldNotBeWhole() throws TrekException {
    StepWorld elsewhere = still();
    elsewhere.file("/etc/mysql/conf.d/60-logs.cnf", "[server]\ninnodb-log-group-home-dir = /fast/logs\n");
    StepWorld linked = still();
    linked.file(DATA + "/zarafa/big.isl", "/other/big.ibd");
    StepWorld other = still();
    other.machine().disk().rename(HostPath.of(DATA + "/zarafa"), HostPath.of(DATA + "/others"));
    StepWorld led = still();
    led.machine().disk().rename(HostPath.of(DATA), HostPath.of("/srv/real"));
    led.machine().disk().symlink("/srv/real".getBytes(java.nio.charset.StandardCharsets.UTF_8), HostPath.of(DATA));
    StepWorld relative = still();
    relative.file("/etc/mysql/conf.d/60-data.cnf", "[mysqld]\ndatadir = data\n");
    for (StepWorld each : List.of(elsewhere, linked, other, led, relative)) {
      TrekException why = assertThrows(TrekException.class, () -> new CopyDatabaseFiles("mail1", "zarafa").preview(each.view(), new Gathered()));
      assertEquals(TrekException.Kind.REFUSED, why.kind());
      assertTrue(why.next().contains("backup database"), why::toString);
    }
  }

  /** That its database is gone is what a restore is for. */
  @Test
  void stopsAndStartsAServerThatHasLostTheDatabase() throws TrekException {
    StepWorld lost = running();
    lost.machine().disk().rename(HostPath.of(DATA + "/zarafa"), HostPath.of("/srv/lost"));
    Gathered stops = new Gathered();
    new StopDatabase("mail1", "").preview(lost.view(), stops);
    assertEquals(2, stops.changes.size(), stops.changes::toString);
    StartDatabase.of(lost.view(), "mail1", "", false);
    TrekException why = assertThrows(TrekException.class, () -> new StopDatabase("mail1", "zarafa").preview(lost.view(), new Gathered()));
    assertTrue(why.what().contains("is not in " + DATA), why::toString);
  }

  @Test
  void refusesToRestoreOverWhatIsNewerOrInUseOrOlder() throws TrekException {
    assertTrue(refused(later(), false).next().endsWith("--over-newer"));
    StepWorld runs = later();
    runs.machine().services().start("mariadb");
    assertTrue(refused(runs, true).what().contains("mariadb runs"));
    StepWorld old = later();
    old.edit(DATA + "/mysql_upgrade_info", "10.5.28-MariaDB");
    assertTrue(refused(old, true).what().contains("10.5 is installed"));
    StepWorld moved = later();
    moved.edit("/etc/mysql/conf.d/50-data.cnf", "[mysqld]\ndatadir = /new\n");
    assertTrue(refused(moved, true).what().contains("/new now"));
  }
}
