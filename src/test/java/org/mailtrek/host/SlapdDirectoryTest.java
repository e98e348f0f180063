package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.DirectoryServer.Answer;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;

/** The contract on a real slapd, and what only a real one does. */
@RequiresLab("slapd")
final class SlapdDirectoryTest extends DirectoryContract {

  private static LabSlapd slapd;

  @BeforeAll
  static void start() {
    slapd = LabSlapd.start();
  }

  @AfterAll
  static void stop() {
    slapd.close();
  }

  @Override
  LdapAddress address() {
    return slapd.address();
  }

  @Override
  LdapLogin login() {
    return slapd.root();
  }

  @Test
  void structuralClassNeedsTheRelaxedModify() throws Exception {
    try (DirectoryServer server = LdapDirectory.open(address(), Optional.of(login()), SMALL)) {
      String dn = "cn=list," + BASE;
      server.add(new Entry("dn: " + dn, "objectClass: zarafa-addresslist", "cn: list", "zarafaFilter: (objectClass=zarafa-user)"), false);
      String identity = server.view().entry(dn, "entryUUID").orElseThrow().getAttributeValue("entryUUID");
      List<Modification> exchange = List.of(new Modification(ModificationType.DELETE, "objectClass", "zarafa-addresslist"),
          new Modification(ModificationType.ADD, "objectClass", "kopano-addresslist"),
          new Modification(ModificationType.DELETE, "zarafaFilter", "(objectClass=zarafa-user)"),
          new Modification(ModificationType.ADD, "kopanoFilter", "(objectClass=kopano-user)"));
      assertEquals(69, server.modify(dn, exchange, false).code());
      assertEquals(Answer.OK, server.modify(dn, exchange, true));
      Entry after = server.view().entry(dn, "entryUUID", "structuralObjectClass").orElseThrow();
      assertEquals("kopano-addresslist", after.getAttributeValue("structuralObjectClass"));
      assertEquals(identity, after.getAttributeValue("entryUUID"));
    }
  }

  @Test
  void configurationIsADirectoryToo() throws Exception {
    LdapAddress address = LdapAddress.of(address().url(), "cn=config");
    try (DirectoryServer server = LdapDirectory.open(address, Optional.of(slapd.config()), SMALL)) {
      assertEquals(Answer.OK,
          server.modify("olcDatabase={1}mdb,cn=config", List.of(new Modification(ModificationType.ADD, "olcDbIndex", "kopanoAliases eq")), false));
      assertTrue(server.view().entry("olcDatabase={1}mdb,cn=config").orElseThrow().hasAttributeValue("olcDbIndex", "kopanoAliases eq"));
    }
  }

  @Test
  void anonymousReadsButDoesNotWrite() throws Exception {
    try (DirectoryServer server = LdapDirectory.open(address(), Optional.empty(), SMALL)) {
      assertTrue(server.view().entry(BASE).isPresent());
      Answer answer = server.modify(BASE, List.of(new Modification(ModificationType.REPLACE, "o", "x")), false);
      assertFalse(answer.ok());
      assertFalse(server.view().entry(BASE).orElseThrow().hasAttributeValue("o", "x"));
    }
  }

  @Test
  void baseWithoutSuffixIsSaid() throws Exception {
    try (DirectoryServer server = LdapDirectory.open(address(), Optional.empty(), SMALL)) {
      TrekException thrown = assertThrows(TrekException.class,
          () -> server.view().search("dc=other", SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> {}));
      assertTrue(thrown.next().contains("directory.base"), thrown.next());
    }
  }
}
