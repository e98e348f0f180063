package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDirectory;

class DirectoryStepsTest {

  private static final String DATABASE = "olcDatabase={1}mdb,cn=config";

  private static final List<String> ENTRIES = List.of(
      "dn: uid=a,dc=x\nobjectClass: person\nobjectClass: Zarafa-User\nuid: a\nzarafaAliases: one\nzarafaAliases: two",
      "dn: uid=b,dc=x\nobjectClass: person\nobjectClass: zarafa-user\nuid: b\nzarafaSharedStoreOnly: 1\nzarafaResourceType: Room",
      "dn: cn=c,dc=x\nobjectClass: person\nobjectClass: kopano-user\ncn: c\nkopanoSharedStoreOnly: 1",
      "dn: cn=s,dc=x\nobjectClass: device\nobjectClass: zarafa-server\ncn: s\nzarafaFilePath: /var/run/zarafa");

  @TestFactory
  Stream<DynamicTest> transplantKeepsTheLaws() {
    TransplantDirectory step = new TransplantDirectory(Transplant.of(Policy.DEFAULT));
    return StepHarness.of(step, DirectoryStepsTest::world, world -> rename(world, "uid=a,dc=x", "uid=mine")).laws();
  }

  @TestFactory
  Stream<DynamicTest> settingSocketsKeepsTheLaws() {
    RewriteSockets step = new RewriteSockets("/var/run/kopano/server.sock");
    return StepHarness.of(step, DirectoryStepsTest::world, world -> rename(world, "cn=s,dc=x", "cn=mine")).laws();
  }

  @TestFactory
  Stream<DynamicTest> settingResourceTypesKeepsTheLaws() {
    SetResourceTypes step = new SetResourceTypes("room", List.of("b", "cn=c,dc=x"));
    return StepHarness.of(step, DirectoryStepsTest::world, world -> rename(world, "uid=b,dc=x", "uid=mine")).laws();
  }

  @TestFactory
  Stream<DynamicTest> installingTheSchemaKeepsTheLaws() {
    return StepHarness.of(new InstallSchema(), DirectoryStepsTest::withoutSchema, world -> another(world)).laws();
  }

  @TestFactory
  Stream<DynamicTest> indexingKeepsTheLaws() {
    return StepHarness.of(new IndexNames(false), DirectoryStepsTest::indexed, world -> assertTrue(world.directory().delete(DATABASE).ok())).laws();
  }

  @TestFactory
  Stream<DynamicTest> removingOldIndexesKeepsTheLaws() {
    return StepHarness.of(new IndexNames(true), DirectoryStepsTest::indexed, world -> assertTrue(world.directory().delete(DATABASE).ok())).laws();
  }

  private static StepWorld indexed() throws TrekException {
    MemoryDirectory directory = MemoryDirectory.of("dc=x", "cn=config").publishing(schema());
    assertTrue(directory.add(entry("dn: " + DATABASE + "\nobjectClass: olcMdbConfig\nolcSuffix: dc=x\nolcDbIndex: zarafaAliases,zarafaAccount eq,sub\n"
        + "olcDbIndex: cn,zarafaHidden eq"), false).ok());
    return StepWorld.empty().with(directory);
  }

  private static StepWorld withoutSchema() throws TrekException {
    Entry bare = new Entry("cn=schema");
    bare.addAttribute("objectClasses", "( 2.5.6.0 NAME 'top' ABSTRACT MUST objectClass )");
    MemoryDirectory directory = MemoryDirectory.of("dc=x", "cn=config").publishing(new Schema(bare));
    Entry above = new Entry("cn=schema,cn=config");
    above.addAttribute("objectClass", "olcSchemaConfig");
    assertTrue(directory.add(above, false).ok());
    return StepWorld.empty().with(directory);
  }

  private static void another(StepWorld world) {
    Modification mine = new Modification(ModificationType.ADD, "olcAttributeTypes", "( 1.2.3.9 NAME 'mine' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )");
    assertTrue(world.directory().modify("cn=kopano,cn=schema,cn=config", List.of(mine), false).ok());
  }

  private static StepWorld world() throws TrekException {
    MemoryDirectory directory = MemoryDirectory.of("dc=x").publishing(schema());
    for (String each : ENTRIES) {
      assertTrue(directory.add(entry(each), false).ok());
    }
    return StepWorld.empty().with(directory);
  }

  private static Entry entry(String text) {
    try {
      return new Entry(text.split("\n"));
    } catch (LDIFException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Schema schema() {
    Entry subschema = new Entry("cn=schema");
    int number = 1;
    for (MovedAttribute each : SchemaMap.standard().attributes()) {
      String tail = "' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )";
      subschema.addAttribute("attributeTypes", "( 1.2.3." + number++ + " NAME '" + each.oldName() + tail, "( 1.2.3." + number++ + " NAME '" + each.newName() + tail);
    }
    for (MovedClass each : SchemaMap.standard().classes()) {
      subschema.addAttribute("objectClasses", "( 1.2.4." + number++ + " NAME '" + each.oldName() + "' )", "( 1.2.4." + number++ + " NAME '" + each.newName() + "' )");
    }
    return new Schema(subschema);
  }

  private static void rename(StepWorld world, String dn, String newName) {
    assertTrue(world.directory().rename(dn, newName, true).ok());
  }
}
