package org.mailtrek.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.HostEntry;

class DraftMergeTest {

  private static final Path FILE = Path.of("estate.yaml");
  private static final String HOSTS = "estate: acme # ours\nhosts:\n  mail1: { local: true }\n";
  private static final String SSH = "estate: acme\nhosts:\n  mail1: { ssh: root@mail1.example.org }\n  db1: { ssh: root@db.example.com }\n";

  @TempDir private Path folder;
  private FoundMachine machine;

  @BeforeEach
  void server() throws Exception {
    machine = new FoundMachine(folder).installed("zarafa-server", "7.2.6-1");
    machine.file("/etc/zarafa/server.cfg", "mysql_host = 127.0.0.1", "mysql_user = z", "mysql_password = p", "attachment_storage = files", "user_plugin = ldap");
    machine.file("/etc/zarafa/ldap.cfg", "ldap_uri = ldap://127.0.0.1/", "ldap_bind_user = cn=x", "ldap_bind_passwd = q", "ldap_search_base = dc=example,dc=com");
  }

  private EstateDraft draft(String text) throws Exception {
    Declaration declared = EstateFile.parse(FILE, text);
    return new EstateDraft(declared.name(), declared.hosts(), List.of(machine.look()));
  }

  private String merged(String text) throws Exception {
    EstateDraft draft = draft(text);
    return new DraftMerge(FILE, text, draft).with(new Comparison(EstateFile.parse(FILE, text), draft).all());
  }

  private List<Difference> differences(String text) throws Exception {
    return new Comparison(EstateFile.parse(FILE, text), draft(text)).all().stream().filter(Difference::wanted).toList();
  }

  @Test
  void fillsAFileThatOnlyNamesTheMachines() throws Exception {
    String text = merged(HOSTS);
    assertTrue(text.startsWith(HOSTS), text);
    Declaration read = EstateFile.parse(FILE, text);
    assertEquals("7.2.6", read.product("mail1").orElseThrow().version());
    assertEquals("cn=x", read.directory().orElseThrow().login().orElseThrow().user());
    assertEquals(List.of(), differences(text), "a second look finds nothing more");
  }

  @Test
  void changesWhatDiffersAndKeepsTheComments() throws Exception {
    String text = merged(HOSTS) + "target: { product: kc, version: 8.7.25 } # next year\n";
    String wrong = text.replace("version: 7.2.6 ", "version: 7.2.1 # from memory").replace("/var/lib/zarafa/attachments", "/srv/a");
    List<Difference> found = differences(wrong);
    assertEquals(List.of("products.mail1.version", "products.mail1.attachments.path"), found.stream().map(Difference::key).toList());
    assertEquals("7.2.1", found.get(0).declared());
    String mended = merged(wrong);
    assertTrue(mended.contains("version: 7.2.6 # from memory"), mended);
    assertTrue(mended.contains("# next year"), mended);
    assertEquals(text.lines().count(), mended.lines().count());
    assertEquals(List.of(), differences(mended));
  }

  @Test
  void whereAPasswordComesFromIsAPersonsChoice() throws Exception {
    String own = merged(HOSTS).replaceAll("password: \\{ config: [^}]*\\}", "password: { env: SECRET }");
    assertEquals(List.of(), differences(own));
  }

  @Test
  void missingKeysAreAdded() throws Exception {
    String text = HOSTS + "directory: { url: \"ldap://localhost\", base: \"DC=example, dc=com\" }\nproducts:\n  - { host: mail1, product: zcp, version: 7.2.6 }\n# end\n";
    Declaration read = EstateFile.parse(FILE, merged(text));
    assertEquals("DC=example, dc=com", read.directory().orElseThrow().base(), "the same in another spelling");
    assertEquals("cn=x", read.directory().orElseThrow().login().orElseThrow().user());
    assertEquals("z", read.product("mail1").orElseThrow().database().orElseThrow().login().user());
    assertEquals("/var/lib/zarafa/attachments", read.product("mail1").orElseThrow().places().attachments().orElseThrow().toString());
  }

  @Test
  void anotherMachinesLoopbackIsNotTakenForOurs() throws Exception {
    EstateDraft draft = draft(SSH);
    Setting url = draft.settings().get("directory.url");
    assertFalse(url.known());
    assertEquals("ldap://mail1.example.org:389", url.value());
    assertEquals("true", draft.settings().get("products.mail1.database.client").value());
    assertTrue(draft.text().contains("#   url: ldap://mail1.example.org:389  # fill in: "), draft.text());
    assertTrue(EstateFile.parse(FILE, draft.text()).directory().isEmpty());
  }

  @Test
  void anAddressByWhichWeReachTheMachineIsReachedFromHereToo() throws Exception {
    EstateDraft draft = draft(SSH.replace("mail1.example.org", "127.0.0.1"));
    assertEquals("ldap://127.0.0.1:389", draft.settings().get("directory.url").value());
    assertTrue(draft.settings().get("directory.url").known());
    assertFalse(draft.settings().containsKey("products.mail1.database.client"));
  }

  @Test
  void anAddressOfAnotherDeclaredMachineNamesIt() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "mysql_host = db.example.com", "user_plugin = db");
    assertEquals("db1", draft(SSH).settings().get("products.mail1.database.host").value());
  }

  @Test
  void whatIsNotKnownIsCommentedOutWithAnExample() throws Exception {
    FoundMachine other = new FoundMachine(folder.resolve("other")).file("/etc/zarafa/server.cfg", "user_plugin = ldap");
    Map<String, HostEntry> hosts = new LinkedHashMap<>(Map.of("mail1", new HostEntry.Local("mail1", Optional.empty())));
    String text = new EstateDraft("acme", hosts, List.of(other.look())).text();
    assertTrue(text.contains("#     version: 7.2.6  # fill in: no package tells it"), text);
    assertTrue(text.contains("#   base: \"dc=example,dc=com\"  # fill in: "), text);
    assertEquals(0, EstateFile.parse(FILE, text).products().size());
    String filled = text.replaceAll("(?m)^# (?=directory|products|  )", "");
    assertEquals("zcp", EstateFile.parse(FILE, filled).products().get(0).product(), "without the comment signs it is a whole file");
  }

  @Test
  void aMachineThatHasBecomeTheTargetIsAsDeclared() throws Exception {
    String text = merged(HOSTS) + "target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments } }\n";
    FoundMachine kopano = new FoundMachine(folder.resolve("later")).installed("kopano-server", "8.7.25-0+x");
    kopano.file("/etc/kopano/server.cfg", "mysql_host = 127.0.0.1", "mysql_database = zarafa", "mysql_user = z", "attachment_path = /var/lib/kopano/attachments");
    Declaration declared = EstateFile.parse(FILE, text);
    List<Difference> all = new Comparison(declared, new EstateDraft("acme", declared.hosts(), List.of(kopano.look()))).all();
    assertEquals(List.of("products.mail1.index"), all.stream().filter(Difference::wanted).map(Difference::key).toList());
    assertEquals(Difference.State.TARGET, all.get(0).state());
  }
}
