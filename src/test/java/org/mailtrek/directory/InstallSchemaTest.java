package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.practice.PracticeMachines;

@RequiresLab("slapd")
class InstallSchemaTest {

  private static final String USER = "dn: uid=a," + LabSlapd.BASE + "\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: a\ncn: a\nsn: a\nuidNumber: 1\nzarafaAccount: 1\n"
      + "zarafaAliases: a@example.com\n";

  @TempDir Path folder;

  @Test
  void givesARunningServerTheSchemaThenMovesAndTakesAllBack() throws Exception {
    try (LabSlapd slapd = slapd("zarafa"); OpenedEstate estate = estate(slapd, true)) {
      DirectoryEstate directory = new DirectoryEstate(estate.directory());
      List<String> left = new ArrayList<>();
      List<Change> schema = directory.apply(DirectorySteps.installSchema(), left);
      List<Change> moved = directory.apply(DirectorySteps.transplant(Policy.DEFAULT), left);
      assertEquals(List.of(), left);
      assertEquals(1, schema.size());
      assertEquals(List.of(), directory.preview(DirectorySteps.installSchema()));
      assertEquals("1", estate.view().directory().entry("uid=a," + LabSlapd.BASE).orElseThrow().getAttributeValue("kopanoAccount"));

      assertEquals(List.of(), directory.undo(moved));
      assertTrue(directory.undo(schema).get(0).contains("stays, without definitions"));
      assertEquals("1", estate.view().directory().entry("uid=a," + LabSlapd.BASE).orElseThrow().getAttributeValue("zarafaAccount"));
      assertTrue(estate.view().directory().schema().getAttributeType("kopanoAccount") == null);

      List<Change> again = directory.apply(DirectorySteps.installSchema(), left);
      assertEquals(List.of(), left, "into the entry that an undo has left empty");
      assertEquals(1, again.size());
      assertEquals(List.of(), directory.preview(DirectorySteps.installSchema()));
      assertTrue(directory.undo(again).get(0).contains("stays, without definitions"));
    }
  }

  @Test
  void installsWhatTheShippedSchemaHoldsToTheLastName() throws Exception {
    try (LabSlapd bare = slapd("zarafa"); LabSlapd shipped = slapd("zarafa", "kopano"); OpenedEstate ours = estate(bare, true)) {
      new DirectoryEstate(ours.directory()).apply(DirectorySteps.installSchema(), new ArrayList<>());
      try (OpenedEstate theirs = estate(shipped, true)) {
        assertEquals(kopano(theirs), kopano(ours));
      }
    }
  }

  @Test
  void refusesWithTheWayOutWhenTheConfigurationIsNotDeclared() throws Exception {
    try (LabSlapd slapd = slapd("zarafa"); OpenedEstate estate = estate(slapd, false)) {
      TrekException refused = assertThrows(TrekException.class, () -> new DirectoryEstate(estate.directory()).preview(DirectorySteps.installSchema()));
      assertEquals(TrekException.Kind.REFUSED, refused.kind());
      assertTrue(refused.next().contains("estate.yaml"), refused.next());
    }
  }

  @Test
  void findsNothingToDoWhereTheSchemaIsThere() throws Exception {
    try (LabSlapd slapd = slapd("zarafa", "kopano"); OpenedEstate estate = estate(slapd, false)) {
      assertEquals(List.of(), new DirectoryEstate(estate.directory()).preview(DirectorySteps.installSchema()));
    }
  }

  private static List<String> kopano(OpenedEstate estate) throws TrekException {
    List<String> all = new ArrayList<>();
    var schema = estate.view().directory().schema();
    schema.getAttributeTypes().forEach(each -> all.add(text(each.toString())));
    schema.getObjectClasses().forEach(each -> all.add(text(each.toString())));
    return all.stream().filter(each -> each.contains("1.3.6.1.4.1.47732.")).sorted().toList();
  }

  private static String text(String definition) {
    return definition.replaceFirst(" DESC '[^']*'", "").replaceAll("\\s+", " ");
  }

  private static LabSlapd slapd(String... schemas) {
    LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSchemas(schemas));
    slapd.add(USER);
    return slapd;
  }

  private OpenedEstate estate(LabSlapd slapd, boolean config) throws Exception {
    Path place = Files.createTempDirectory(folder, "estate");
    Path password = Files.writeString(place.resolve("password"), LabSlapd.PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(place.resolve("estate.yaml"), "estate: lab\ndirectory:\n  url: " + slapd.address().url() + "\n  base: " + LabSlapd.BASE
        + "\n  bind-dn: " + LabSlapd.ROOT + "\n  password: { file: password }\n"
        + (config ? "  config: { dn: cn=config, bind-dn: 'cn=admin,cn=config', password: { file: password } }\n" : ""));
    return OpenedEstate.open(place, Surroundings.quiet(new PracticeMachines(), new ServerPorts()));
  }
}
