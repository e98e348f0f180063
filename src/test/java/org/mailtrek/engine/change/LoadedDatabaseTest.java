package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class LoadedDatabaseTest {

  private static final HostPath CONFIGURATION = HostPath.of("/etc/slapd.d");
  private static final HostPath LIVE = HostPath.of("/var/lib/ldap");
  private static final HostPath NEW = HostPath.of("/var/lib/ldap.new");
  private static final String OTHER = "dn: dc=x\ndc: y\n\n";

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws TrekException {
    return Stream.of(ChangeCase.of("load a database", world(), view -> change(1)).foreign(
        world -> world.machine().disk().mkdir(NEW, 0755), world -> world.machine().disk().chmod(NEW, 0755)));
  }

  private static LoadedDatabase change(long count) {
    LdifSum sum = sum(new String(MemorySide.BACKUP, StandardCharsets.UTF_8));
    return new LoadedDatabase("mail1", CONFIGURATION, "dc=x", NEW, Owner.of(101, 102), 0700,
        new LoadedDatabase.Holding(Sha256.of(MemorySide.BACKUP), count, sum.sum()));
  }

  private static World world() throws TrekException {
    World world = World.empty();
    for (String each : new String[] {"/etc", "/etc/slapd.d", "/var", "/var/lib", "/var/lib/ldap"}) {
      if (world.machine().stat(HostPath.of(each)).isEmpty()) {
        world.machine().disk().mkdir(HostPath.of(each), 0755);
      }
    }
    write(world, CONFIGURATION.resolve("leads"), LIVE.toString());
    write(world, LIVE.resolve("data.mdb"), OTHER);
    return world;
  }

  private static void write(World world, HostPath file, String text) throws TrekException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    world.machine().disk().create(file);
    world.machine().disk().append(file, bytes, 0, bytes.length);
  }

  private static LdifSum sum(String ldif) {
    LdifSum sum = new LdifSum();
    byte[] bytes = ldif.getBytes(StandardCharsets.UTF_8);
    sum.write(bytes, 0, bytes.length);
    sum.close();
    return sum;
  }

  @Test
  void givesTheFolderNoNameWhenWhatWasLoadedIsNotWhatWasMeant() throws Exception {
    World world = world();
    TrekException refusal = assertThrows(TrekException.class, () -> change(2).perform(world.estate(), new MemorySide()));
    assertTrue(refusal.what().contains("1 entries of 2"), refusal.what());
    assertTrue(world.machine().stat(NEW).isEmpty());
  }

  @Test
  void leavesADatabaseThatWasChangedAfterItWasTakenIntoUse() throws Exception {
    World world = world();
    MemorySide side = new MemorySide();
    change(1).perform(world.estate(), side);
    world.machine().disk().truncate(NEW.resolve("data.mdb"), 0);
    world.machine().disk().append(NEW.resolve("data.mdb"), OTHER.getBytes(StandardCharsets.UTF_8), 0, OTHER.length());
    assertFalse(change(1).revert(world.estate(), side).nothing());
    assertTrue(world.machine().stat(NEW.resolve("data.mdb")).isPresent());
    world.machine().disk().rename(NEW, HostPath.of("/var/lib/elsewhere"));
    assertTrue(change(1).loss(world.estate().view(), side).orElse("").contains("changed since"), "the one in use is another");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "dn: dc=x\ndc: x\no: long value\n\n", "# c\ndn: dc=x\no: long\n  value\ndc: x\n", "dn: DC=x\r\nDC: x\r\no:: bG9uZyB2YWx1ZQ==\r\n\r\n",
      "dn: dc=x\ndc: x\no: long value\nentryCSN: 2\nmodifyTimestamp: 3"})
  void sumsAgreeHoweverEntriesAreWritten(String ldif) {
    assertEquals(1, sum(ldif).entries());
    assertEquals(sum("dn: dc=x\ndc: x\no: long value\n").sum(), sum(ldif).sum());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dn: dc=x\ndc: x\no: other value\n", "dn: dc=x\ndc: x\n", "dn: dc=x\ndc: long value\no: x\n", "dn: dc=x\ndc: x\no: long value\no: long value\n"})
  void sumsDifferWhereAValueDoes(String ldif) {
    assertFalse(sum("dn: dc=x\ndc: x\no: long value\n").sum() == sum(ldif).sum(), ldif);
  }

  @Test
  void sumsDoNotDependOnTheOrderOfEntriesButOnWhatBelongsTogether() {
    String[] entries = {"dn: a=1\nb: 1\nc: 1\n\n", "dn: a=2\nb: 2\nc: 2\n\n"};
    assertEquals(sum(String.join("", entries)).sum(), sum(entries[1] + entries[0]).sum());
    assertFalse(sum(String.join("", entries)).sum() == sum("dn: a=1\nb: 2\nc: 1\n\ndn: a=2\nb: 1\nc: 2\n\n").sum(), Arrays.toString(entries));
    assertEquals(Optional.empty(), Optional.of(sum("")).filter(each -> each.entries() > 0));
  }
}
