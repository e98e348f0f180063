package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Packages;
import org.mailtrek.host.Services;
import org.mailtrek.host.Slapd;
import org.mailtrek.host.SlapdView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.MemorySlapd;

class LoadedDatabaseTest {

  private static final HostPath CONFIGURATION = HostPath.of("/etc/slapd.d");
  private static final HostPath LIVE = HostPath.of("/var/lib/ldap");
  private static final HostPath OLD = HostPath.of("/var/lib/ldap.before-transplant");
  private static final String BASE = "dn: dc=x\nobjectClass: domain\ndc: x\n\n";
  private static final String USER = "dn: cn=a,dc=x\nobjectClass: person\nobjectClass: zarafa-user\ncn: a\nsn: a\nzarafaAccount: 1\nzarafaAliases: one\n\n";
  private static final String NAMED = "dn: zarafaHttpPort=236,dc=x\nobjectClass: device\nobjectClass: zarafa-server\ncn: s\nzarafaHttpPort: 236\n\n"
      + "dn: cn=below,zarafaHttpPort=236,dc=x\nobjectClass: device\ncn: below\nseeAlso: zarafaHttpPort=236,dc=x\n\n";

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws TrekException {
    return Stream.of(
        ChangeCase.of("load a database anew", world(BASE + USER), view -> change(view, false)).foreign(
            world -> world.machine().disk().chmod(LIVE, 0755), world -> world.machine().disk().chmod(OLD, 0755)),
        ChangeCase.of("load a database whose entries get other names", world(BASE + USER + NAMED), view -> change(view, true)).lightly());
  }

  private static LoadedDatabase change(View view, boolean renames) throws TrekException {
    Rewriting rewriting = Rewriting.of(new JSONObject(new JSONField("way", "new-names"), new JSONField("on-conflict", "STOP"), new JSONField("renames", renames), new JSONField("renumbers", false)));
    return new LoadedDatabase("mail1", CONFIGURATION, "dc=x", LIVE, OLD, Image.at(view.host("mail1"), LIVE).orElseThrow(), rewriting);
  }

  private static World world(String ldif) throws TrekException {
    World world = World.empty();
    for (String each : new String[] {"/etc", "/etc/slapd.d", "/var", "/var/lib", "/var/lib/ldap"}) {
      if (world.machine().stat(HostPath.of(each)).isEmpty()) {
        world.machine().disk().mkdir(HostPath.of(each), 0755);
      }
    }
    world.machine().disk().chown(LIVE, 101, 102);
    world.machine().disk().chmod(LIVE, 0700);
    write(world, CONFIGURATION.resolve("leads"), LIVE.toString());
    write(world, LIVE.resolve("data.mdb"), ldif);
    return world.serving(LIVE.resolve("data.mdb"));
  }

  private static void write(World world, HostPath file, String text) throws TrekException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    world.machine().disk().create(file);
    world.machine().disk().append(file, bytes, 0, bytes.length);
  }

  private static String read(World world, HostPath folder) throws TrekException {
    return new String(world.machine().view().readAll(folder.resolve("data.mdb")), StandardCharsets.UTF_8);
  }

  private static LdifSum sum(String ldif) {
    LdifSum sum = new LdifSum();
    byte[] bytes = ldif.getBytes(StandardCharsets.UTF_8);
    sum.write(bytes, 0, bytes.length);
    sum.close();
    return sum;
  }

  @Test
  void leavesTheDatabaseInUseWhereWhatWasLoadedIsNotWhatWasMeant() throws Exception {
    World world = world(BASE + USER);
    Estate estate = new MemoryEstate(new Forgetful(world.machine()), Optional.empty(), Optional.empty());
    LoadedDatabase change = change(estate.view(), false);
    TrekException refusal = assertThrows(TrekException.class, () -> change.perform(estate, new MemorySide()));
    assertTrue(refusal.what().contains("1 entries of 2"), refusal.what());
    assertTrue(world.machine().stat(OLD).isEmpty());
    assertEquals(BASE + USER, read(world, LIVE));
  }

  @Test
  void beginsAnewWhereEntriesTurnUpThatGetOtherNames() throws Exception {
    World world = world(BASE + USER + NAMED);
    LoadedDatabase change = change(world.estate().view(), false);
    assertTrue(change.perform(world.estate(), new MemorySide()).nothing());
    assertTrue(read(world, LIVE).contains("dn: cn=below,kopanoHttpPort=236,dc=x") && read(world, LIVE).contains("seeAlso: kopanoHttpPort=236,dc=x"), read(world, LIVE));
    assertEquals(Optional.empty(), change.loss(world.estate().view(), new MemorySide()));
    assertTrue(change.revert(world.estate(), new MemorySide()).nothing());
    assertEquals(BASE + USER + NAMED, read(world, LIVE));
  }

  @Test
  void leavesADatabaseThatWasChangedAfterItWasTakenIntoUse() throws Exception {
    World world = world(BASE + USER);
    MemorySide side = new MemorySide();
    LoadedDatabase change = change(world.estate().view(), false);
    change.perform(world.estate(), side);
    assertEquals(Optional.empty(), change.loss(world.estate().view(), side));
    world.machine().disk().truncate(LIVE.resolve("data.mdb"), 0);
    world.machine().disk().append(LIVE.resolve("data.mdb"), BASE.getBytes(StandardCharsets.UTF_8), 0, BASE.length());
    assertTrue(change.loss(world.estate().view(), side).orElse("").contains("changed since"));
    assertFalse(change.revert(world.estate(), side).nothing());
    assertEquals(BASE + USER, read(world, LIVE));
    HostPath aside = world.machine().list(LIVE.parent()).stream().filter(each -> each.name().startsWith("ldap.changed-")).findFirst().orElseThrow();
    assertEquals(BASE, read(world, aside));
  }

  /** A machine whose tool loads the first entry only. */
  private record Forgetful(MemoryMachine machine) implements Host {

    @Override
    public String name() {
      return machine.name();
    }

    @Override
    public HostView view() {
      return machine;
    }

    @Override
    public Disk disk() {
      return machine.disk();
    }

    @Override
    public Services services() {
      return machine.services();
    }

    @Override
    public Packages packages() {
      return machine.packages();
    }

    @Override
    public Slapd slapd() {
      return new ForgetfulTools(machine.slapd());
    }

    @Override
    public void close() {}
  }

  private record ForgetfulTools(MemorySlapd tools) implements Slapd {

    @Override
    public void loadAnew(HostPath configuration, String suffix, int number, InputStream ldif) throws TrekException {
      load(configuration, suffix, ldif);
    }

    @Override
    public void index(HostPath configuration, String suffix, List<String> attributes) throws TrekException {
      tools.index(configuration, suffix, attributes);
    }

    @Override
    public SlapdView view() {
      return tools;
    }

    @Override
    public HostPath lead(HostPath configuration, String suffix, HostPath folder, HostPath draft) throws TrekException {
      return tools.lead(configuration, suffix, folder, draft);
    }

    @Override
    public void load(HostPath configuration, String suffix, InputStream ldif) throws TrekException {
      try {
        String all = new String(ldif.readAllBytes(), StandardCharsets.UTF_8);
        tools.load(configuration, suffix, new ByteArrayInputStream(all.substring(0, all.indexOf("\n\n") + 2).getBytes(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"CN=A b,Dc=x", "cn=A B, dc=x", "cn=\\61 b,dc=x", "cn = a  b , dc=x"})
  void sumsAgreeHoweverANameIsWritten(String name) {
    assertEquals(sum("dn: cn=a b,dc=x\n").sum(), sum("dn: " + name + "\n").sum());
    assertFalse(sum("dn: cn=a c,dc=x\n").sum() == sum("dn: " + name + "\n").sum());
  }

  @Test
  void sumsAgreeWhereverWhatIsWrittenIsCut() {
    String ldif = "dn: uid=one,dc=x\nuid: one\naTributeOfAVeryLongNameWith;lang-nl: 1\ndescription: a line that \n goes on\nx: \ny:\no:: bG9uZw==\ncn: \\5c\\41\n\ndn: dc=x\nsameButLonger: 123456789abcdefg\n";
    byte[] bytes = ldif.getBytes(StandardCharsets.UTF_8);
    for (int cut = 1; cut < bytes.length; cut++) {
      LdifSum cutUp = new LdifSum();
      for (int at = 0; at < bytes.length; at += cut) {
        cutUp.write(bytes, at, Math.min(cut, bytes.length - at));
      }
      cutUp.close();
      assertTrue(cutUp.agrees(sum(ldif)), "pieces of " + cut);
    }
  }
}
