package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.DirectoryServer.Answer;

/** What every directory port must do, whatever server is behind it. The server holds the base entry and both schemas. */
abstract class DirectoryContract {

  static final String BASE = "dc=example,dc=com";
  static final LdapLimits SMALL = new LdapLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 3, 7);

  private String people;
  private DirectoryServer server;

  /** Returns where the server is. */
  abstract LdapAddress address();

  /** Returns a sign-in that may do everything below the base. */
  abstract LdapLogin login();

  @BeforeEach
  void openAndAddAnEmptyBranch(org.junit.jupiter.api.TestInfo test) throws Exception {
    server = LdapDirectory.open(address(), Optional.of(login()), SMALL);
    String name = test.getTestMethod().orElseThrow().getName();
    people = "ou=" + name + "," + BASE;
    assertTrue(server.add(new Entry("dn: " + people, "objectClass: organizationalUnit", "ou: " + name), false).ok());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Entry user(int number) throws LDIFException {
    return new Entry("dn: uid=u" + number + "," + people, "objectClass: top", "objectClass: inetOrgPerson", "objectClass: zarafa-user",
        "uid: u" + number, "cn: User " + number, "sn: Müller", "zarafaAccount: 1", "zarafaAliases: a" + number + "@example.com",
        "zarafaAliases: b" + number + "@example.com");
  }

  private Entry added(int number) throws Exception {
    Entry user = user(number);
    assertEquals(Answer.OK, server.add(user, false));
    return user;
  }

  private Entry read(String dn) throws TrekException {
    return server.view().entry(dn).orElseThrow();
  }

  private static Modification change(ModificationType type, String name, String... values) {
    return new Modification(type, name, values);
  }

  private static List<Modification> toKopano(Entry entry) {
    String[] aliases = entry.getAttributeValues("zarafaAliases");
    return List.of(change(ModificationType.DELETE, "objectClass", "zarafa-user"), change(ModificationType.ADD, "objectClass", "kopano-user"),
        change(ModificationType.DELETE, "zarafaAliases", aliases), change(ModificationType.ADD, "kopanoAliases", aliases),
        change(ModificationType.DELETE, "zarafaAccount", "1"), change(ModificationType.ADD, "kopanoAccount", "1"));
  }

  @Test
  void oneModifyExchangesClassAndAttributes() throws Exception {
    Entry before = added(1);
    assertEquals(Answer.OK, server.modify(before.getDN(), toKopano(before), false));
    Entry after = read(before.getDN());
    assertEquals(Set.of("a1@example.com", "b1@example.com"), Set.of(after.getAttributeValues("kopanoAliases")));
    assertFalse(after.hasAttribute("zarafaAliases"));
    assertFalse(after.hasObjectClass("zarafa-user"));
    assertEquals("Müller", after.getAttributeValue("sn"));
  }

  @Test
  void relaxedModifyDoesWhatAnOrdinaryOneDoes() throws Exception {
    Entry before = added(1);
    assertEquals(Answer.OK, server.modify(before.getDN(), toKopano(before), true));
    assertTrue(read(before.getDN()).hasObjectClass("kopano-user"));
  }

  @Test
  void refusedModifyChangesNothing() throws Exception {
    Entry before = read(added(1).getDN());
    Answer answer = server.modify(before.getDN(), List.of(change(ModificationType.REPLACE, "cn", "Other"),
        change(ModificationType.DELETE, "zarafaAliases", "nobody@example.com")), false);
    assertEquals(16, answer.code());
    assertFalse(answer.message().isEmpty());
    assertEquals(before, read(before.getDN()));
  }

  @Test
  void refusesToAddWhatIsThereAndToChangeWhatIsNot() throws Exception {
    Entry there = added(1);
    assertEquals(68, server.add(there, false).code());
    assertEquals(32, server.modify("uid=nobody," + people, List.of(change(ModificationType.REPLACE, "cn", "x")), false).code());
    assertEquals(32, server.delete("uid=nobody," + people).code());
    assertEquals(32, server.rename("uid=nobody," + people, "uid=other", true).code());
  }

  @Test
  void deletesLeavesOnly() throws Exception {
    Entry leaf = added(1);
    assertEquals(66, server.delete(people).code());
    assertEquals(Answer.OK, server.delete(leaf.getDN()));
    assertEquals(Optional.empty(), server.view().entry(leaf.getDN()));
  }

  @Test
  void renamesWithAndWithoutTheOldName() throws Exception {
    added(1);
    assertEquals(Answer.OK, server.rename("uid=u1," + people, "uid=v1", false));
    assertEquals(Set.of("u1", "v1"), Set.of(read("uid=v1," + people).getAttributeValues("uid")));
    assertEquals(Answer.OK, server.rename("uid=v1," + people, "uid=w1", true));
    assertEquals(Set.of("u1", "w1"), Set.of(read("uid=w1," + people).getAttributeValues("uid")));
  }

  @Test
  void readsOperationalAttributesOnlyWhenAsked() throws Exception {
    Entry there = added(1);
    assertFalse(read(there.getDN()).hasAttribute("entryUUID"));
    assertNotNull(server.view().entry(there.getDN(), "entryUUID").orElseThrow().getAttributeValue("entryUUID"));
  }

  @Test
  void pagesThroughEverythingOnce() throws Exception {
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < 30; i++) {
      expected.add(added(i).getDN());
    }
    List<String> found = new ArrayList<>();
    server.view().search(people, SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass"), entry -> found.add(entry.getDN()), "1.1");
    assertEquals(30, found.size());
    assertEquals(expected, new TreeSet<>(found));
  }

  @Test
  void aSearchMayBeWrittenInto() throws Exception {
    for (int i = 0; i < 20; i++) {
      added(i);
    }
    server.view().search(people, SearchScope.ONE, Filter.createEqualityFilter("objectClass", "zarafa-user"),
        entry -> assertEquals(Answer.OK, server.modify(entry.getDN(), List.of(change(ModificationType.REPLACE, "sn", "seen")), false)));
    List<String> names = new ArrayList<>();
    server.view().search(people, SearchScope.ONE, Filter.createPresenceFilter("uid"), entry -> names.add(entry.getAttributeValue("sn")), "sn");
    assertEquals(20, names.size());
    assertEquals(Set.of("seen"), Set.copyOf(names));
  }

  @Test
  void aTakersRefusalEndsTheSearch() throws Exception {
    for (int i = 0; i < 20; i++) {
      added(i);
    }
    TrekException refusal = TrekException.at("here").found("enough").next("stop");
    List<Entry> taken = new ArrayList<>();
    TrekException thrown = assertThrows(TrekException.class,
        () -> server.view().search(people, SearchScope.ONE, Filter.createPresenceFilter("objectClass"), entry -> {
          taken.add(entry);
          throw refusal;
        }));
    assertSame(refusal, thrown);
    assertEquals(1, taken.size());
    assertTrue(server.view().entry(people).isPresent());
  }

  @Test
  void aMissingBaseIsSaid() {
    TrekException thrown = assertThrows(TrekException.class,
        () -> server.view().search("ou=nowhere," + BASE, SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> {}));
    assertTrue(thrown.what().contains("ou=nowhere"), thrown.what());
    assertFalse(thrown.next().isEmpty());
  }

  @Test
  void showsTheServersSchemaAndRoot() throws Exception {
    assertNotNull(server.view().schema().getObjectClass("zarafa-addresslist"));
    assertTrue(server.view().schema().getAttributeType("kopanoAccount").isSingleValued());
    assertTrue(List.of(server.view().rootEntry().getAttributeValues("namingContexts")).contains(BASE));
  }

  @Test
  void moreThreadsThanConnectionsShareThem() throws Exception {
    for (int i = 0; i < 8; i++) {
      added(i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Answer>> work = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String dn = "uid=u" + i % 8 + "," + people;
        String alias = "t" + i + "@example.com";
        work.add(() -> server.modify(dn, List.of(change(ModificationType.ADD, "zarafaAliases", alias)), false));
      }
      for (Future<Answer> done : threads.invokeAll(work)) {
        assertEquals(Answer.OK, done.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(10, read("uid=u3," + people).getAttributeValues("zarafaAliases").length);
  }

  @Test
  void aWrongPasswordIsUnreachableAndNeverShown() {
    TrekException thrown = assertThrows(TrekException.class,
        () -> LdapDirectory.open(address(), Optional.of(new LdapLogin(login().dn(), Secret.of("wrong-Passwort-77"))), SMALL));
    assertEquals(TrekException.Kind.UNREACHABLE, thrown.kind());
    assertTrue(thrown.what().contains(login().dn()), thrown.what());
    assertFalse((thrown + thrown.next() + thrown.getCause()).contains("Passwort-77"));
    assertTrue(thrown.next().contains("directory.password"), thrown.next());
  }

  @Test
  void anEmptyPasswordIsNotSent() {
    TrekException thrown = assertThrows(TrekException.class,
        () -> LdapDirectory.open(address(), Optional.of(new LdapLogin(login().dn(), Secret.of(""))), SMALL));
    assertEquals(TrekException.Kind.UNREACHABLE, thrown.kind());
  }
}
