package org.mailtrek.engine.change;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class IndexedDatabaseTest {

  private static final HostPath FILE = HostPath.of("/etc/slapd.conf");
  private static final HostPath FOLDER = HostPath.of("/var/lib/ldap");
  private static final byte[] BEFORE = "index objectClass eq\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] AFTER = "index objectClass eq\nindex kopanoAliases eq\n".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws TrekException {
    return Stream.of(ChangeCase.of("index attributes", world(), IndexedDatabaseTest::change)
        .foreign(world -> world.machine().disk().truncate(FILE, 0), world -> world.machine().disk().truncate(FILE, 0)).storing(AFTER));
  }

  private static IndexedDatabase change(View view) throws TrekException {
    return new IndexedDatabase(FileContent.of(view, "mail1", FILE, BEFORE, Content.of(AFTER)), "dc=x", FOLDER, Owner.of(101, 102), List.of("kopanoAliases"));
  }

  private static World world() throws TrekException {
    World world = World.empty();
    for (String each : new String[] {"/etc", "/var", "/var/lib", "/var/lib/ldap"}) {
      if (world.machine().stat(HostPath.of(each)).isEmpty()) {
        world.machine().disk().mkdir(HostPath.of(each), 0755);
      }
    }
    write(world, FILE, BEFORE);
    write(world, FOLDER.resolve("data.mdb"), BEFORE);
    for (HostPath each : new HostPath[] {FOLDER, FOLDER.resolve("data.mdb")}) {
      world.machine().disk().chown(each, 101, 102);
    }
    return world;
  }

  private static void write(World world, HostPath file, byte[] bytes) throws TrekException {
    world.machine().disk().create(file);
    world.machine().disk().append(file, bytes, 0, bytes.length);
  }
}
