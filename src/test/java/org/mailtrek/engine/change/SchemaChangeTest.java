package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.MemoryMachine;

class SchemaChangeTest {

  private static final String DN = "cn=kopano,cn=schema,cn=config";

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    Modification another = new Modification(ModificationType.ADD, "olcAttributeTypes", "( 1.2.3.9 NAME 'other' )");
    return Stream.of(
        ChangeCase.of("add a schema", world(), view -> SchemaChange.of(view, schema()).orElseThrow())
            .foreign(
                w -> w.directory().add(new Entry(DN, schema().getAttribute("objectClass"), schema().getAttribute("cn"), schema().getAttribute("olcObjectClasses")), false),
                w -> w.directory().modify(DN, List.of(another), false)));
  }

  private static Entry schema() {
    Entry entry = new Entry(DN);
    entry.addAttribute("objectClass", "olcSchemaConfig");
    entry.addAttribute("cn", "kopano");
    entry.addAttribute("olcAttributeTypes", "( 1.2.3.1 NAME 'kopanoAccount' SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )");
    entry.addAttribute("olcObjectClasses", "( 1.2.3.2 NAME 'kopano-user' SUP top AUXILIARY MAY ( kopanoAccount ) )");
    return entry;
  }

  private static World world() {
    MemoryDirectory directory = MemoryDirectory.of("dc=x", "cn=config");
    Entry above = new Entry("cn=schema,cn=config");
    above.addAttribute("objectClass", "olcSchemaConfig");
    directory.add(above, false);
    return new World(MemoryMachine.named("mail1"), Optional.of(directory), new MemoryDatabase());
  }

  @Test
  void showsTheSchemaAsItWillBe() throws Exception {
    World world = world();
    Change change = SchemaChange.of(world.estate().view(), schema()).orElseThrow();
    assertNotNull(change.over(world.estate().view()).directory().schema().getObjectClass("kopano-user"));
  }
}
