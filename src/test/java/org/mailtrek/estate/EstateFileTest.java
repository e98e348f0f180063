package org.mailtrek.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Reading and wording {@code estate.yaml}. */
class EstateFileTest {

  static final String COMPLETE =
      """
      estate: acme
      hosts:
        mail1: { local: true }                                   # this machine
        mail2: { ssh: root@mail2.example.org, port: 2222, key: ~/.ssh/id_ed25519, known-hosts: ~/.ssh/known_hosts,
                 sudo: true, sudo-password: { env: SUDO }, jump: "ops@gate:2200", backup: /srv/backup, legacy-ssh: true }
        lab1:  { simulated: practice/lab1 }
      directory:
        url: ldap://127.0.0.1:3890
        starttls: true
        bind-dn: cn=admin,dc=example,dc=com
        password: { config: "mail1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd }
        base: dc=example,dc=com
        host: mail1
        config: { dn: cn=config, bind-dn: "cn=admin,cn=config", password: { command: [pass, "show config"] } }
        replicas: [ ldap://ldap2.example.org ]
      products:
        - host: mail1
          product: zcp
          version: 7.2.6
          config: /etc/zarafa
          attachments: { path: /var/lib/zarafa/attachments }
          index: /var/lib/zarafa/search
          database: { url: "jdbc:mysql://127.0.0.1:3306/zarafa", user: zarafa, password: { file: db.password }, host: mail1, client: true }
        - { host: mail2, product: oracle, version: 8.1, root: /opt/oracle, zfs: tank/mail }
      target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
      """;

  @TempDir Path folder;

  private Declaration read(String text) throws Exception {
    Files.writeString(folder.resolve("estate.yaml"), text, StandardCharsets.UTF_8);
    return EstateFile.read(folder);
  }

  private TrekException refused(String text) {
    TrekException failure = assertThrows(TrekException.class, () -> read(text));
    assertEquals(TrekException.Kind.ESTATE, failure.kind());
    assertFalse(failure.next().isEmpty());
    return failure;
  }

  @Test
  void readsWhatIsDocumented() throws Exception {
    Declaration estate = read(COMPLETE);
    assertEquals("acme", estate.name());
    assertEquals(List.of("mail1", "mail2", "lab1"), List.copyOf(estate.hosts().keySet()));
    HostEntry.Ssh ssh = (HostEntry.Ssh) estate.hosts().get("mail2");
    assertEquals(2222, ssh.port());
    assertTrue(ssh.login().legacy());
    assertEquals(Optional.of("ops@gate:2200"), ssh.login().jump());
    assertEquals(Optional.of(new SecretSource.Variable("SUDO")), ssh.login().secrets().sudo());
    assertEquals(Optional.of(HostPath.of("/srv/backup")), ssh.backup());
    assertEquals(new HostEntry.Simulated("lab1", "practice/lab1", Optional.empty()), estate.hosts().get("lab1"));
    Declaration.Directory directory = estate.directory().orElseThrow();
    assertEquals("ldap://127.0.0.1:3890", directory.url());
    assertEquals(Optional.of(true), directory.encryption().wanted());
    assertEquals(
        new SecretSource.Directive("mail1", HostPath.of("/etc/zarafa/ldap.cfg"), "ldap_bind_passwd"), directory.login().orElseThrow().password());
    assertEquals(new SecretSource.Command(List.of("pass", "show config")), directory.config().orElseThrow().login().orElseThrow().password());
    assertEquals(Optional.of(HostPath.of("/etc/zarafa")), estate.product("mail1").orElseThrow().places().config());
    assertEquals("zarafa", estate.database("mail1").orElseThrow().login().user());
    assertEquals("tank/mail", estate.product("mail2").orElseThrow().places().server().get("zfs"));
    assertEquals("8.7.25", estate.target().orElseThrow().version());
    assertTrue(estate.simulated());
  }

  @Test
  void aNameAloneIsAnEstate() throws Exception {
    assertEquals(new Declaration("acme", java.util.Map.of(), Optional.empty(), List.of(), Optional.empty()), read("estate: acme\n"));
  }

  @Test
  void encryptionIsDeclaredAndWordedBack() throws Exception {
    String database = "estate: acme\nhosts:\n  m: { local: true }\nproducts:\n  - { host: m, product: zcp, version: 7.2.6, database: { url: 'jdbc:mysql://db/zarafa', %suser: z, password: { file: p } } }\n";
    Encryption own = new Encryption(Optional.of(true), Optional.of("ca.pem"), Optional.of("me.pem"), Optional.of("me.key"));
    for (var each : java.util.Map.of("", Encryption.USUAL, "tls: false, ", new Encryption(Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty()),
        "ca: ca.pem, certificate: me.pem, key: me.key, ", own).entrySet()) {
      Declaration estate = read(String.format(java.util.Locale.ROOT, database, each.getKey()));
      assertEquals(each.getValue(), estate.database("m").orElseThrow().encryption());
      assertEquals(estate, read(EstateText.of("again", estate)));
    }
    for (String wrong : List.of("tls: false, ca: ca.pem, ", "key: me.key, ", "tls: maybe, ")) {
      refused(String.format(java.util.Locale.ROOT, database, wrong));
    }
    Declaration clear = read("estate: acme\ndirectory: { url: 'ldap://far', starttls: false, base: dc=x }\n");
    assertTrue(clear.directory().orElseThrow().encryption().clear());
    assertEquals(clear, read(EstateText.of("again", clear)));
  }

  @Test
  void whatIsWordedReadsBackEqual() throws Exception {
    Declaration estate = read(COMPLETE);
    assertEquals(estate, read(EstateText.of("made by a test\nof two lines", estate)));
    Declaration odd =
        new Declaration(
            "it's \"odd\": #1 \\ \u0001 \uD83D\uDE00",
            java.util.Map.of("h", new HostEntry.Simulated("h", "true", Optional.of(HostPath.ofBytes(new byte[] {'/', (byte) 0xFF, ' ', 'x'})))),
            Optional.empty(),
            List.of(),
            Optional.empty());
    assertEquals(odd, read(EstateText.of("", odd)));
  }

  @Test
  void theServiceOfADirectoryIsReadAndWorded() throws Exception {
    String text = "estate: acme\ndirectory: { url: ldap://127.0.0.1, base: dc=example, service: %s }\n";
    Declaration estate = read(String.format(java.util.Locale.ROOT, text, "slapd@main"));
    assertEquals(Optional.of("slapd@main"), estate.directory().orElseThrow().service());
    assertEquals(estate, read(EstateText.of("", estate)));
    assertThrows(TrekException.class, () -> read(String.format(java.util.Locale.ROOT, text, "'slapd; reboot'")));
  }

  @Test
  void aMailboxForTestsIsReadAndWorded() throws Exception {
    String text = "estate: acme\nprobe: { user: test, password: { file: p }, address: test@example.com, imap: '%s', starttls: true, web: 'https://mail/webapp/', ca: ca.pem }\n";
    Declaration estate = read(String.format(java.util.Locale.ROOT, text, "imap://mail:143"));
    Declaration.Probe probe = estate.probe().orElseThrow();
    assertEquals(new Declaration.Probe(new Declaration.Login("test", new SecretSource.File("p")), Optional.of("test@example.com"), Optional.of("imap://mail:143"), true, Optional.of("https://mail/webapp/"), Optional.of("ca.pem")), probe);
    assertEquals(estate, read(EstateText.of("", estate)));
    assertThrows(TrekException.class, () -> read(String.format(java.util.Locale.ROOT, text, "imaps://test:secret@mail")));
    assertThrows(TrekException.class, () -> read("estate: acme\nprobe: { user: test, password: { file: p } }\n"));
  }

  @Test
  void imapServersAreReadAndWorded() throws Exception {
    Declaration estate = read("""
        estate: acme
        imap:
          old: { url: "imap://mail:143/", starttls: true, ca: ca.pem, master: chief, password: { env: CHIEF }, list: people }
          new: { url: "imaps://mail", users: { anna: { file: a }, "joe@example.com": { prompt: true } } }
        """);
    assertEquals(new Declaration.ImapEntry("imap://mail:143", true, Optional.of("ca.pem"), Optional.of(new Declaration.Login("chief", new SecretSource.Variable("CHIEF"))), Optional.of("people"), java.util.Map.of()), estate.imap().get("old"));
    assertEquals("[anna, joe@example.com]", estate.imap().get("new").users().keySet().toString());
    assertEquals(estate, read(EstateText.of("", estate)));
    for (String wrong : java.util.List.of("url: 'imaps://anna:secret@mail', master: a, password: { env: A }", "url: imaps://mail", "url: imaps://mail, users: { anna: secret }", "url: imap://mail, ca: c, master: a, password: { env: A }",
        "url: imaps://mail, master: a", "url: imaps://mail, users: { anna: { env: A } }, list: people", "url: ldap://mail, master: a, password: { env: A }")) {
      assertThrows(TrekException.class, () -> read("estate: acme\nimap: { old: { " + wrong + " } }\n"), wrong);
    }
  }

  @Test
  void tunnelsAreReadAndWorded() throws Exception {
    Declaration estate = read("""
        estate: acme
        hosts: { mail1: { ssh: root@mail1 } }
        directory: { url: ldap://127.0.0.1, base: dc=example, host: mail1, tunnel: true }
        products:
          - { host: mail1, product: zcp, version: 7.2.6,
              database: { url: "jdbc:mysql://[::1]/zarafa", user: zarafa, password: { file: p }, host: mail1, tunnel: true } }
        """);
    assertTrue(estate.directory().orElseThrow().tunnel());
    assertTrue(estate.database("mail1").orElseThrow().tunnel());
    assertEquals(estate, read(EstateText.of("", estate)));
    assertEquals(new ServerAddress("ldap://", "127.0.0.1", 389, ""), ServerAddress.parse("ldap://127.0.0.1"));
    assertEquals(new ServerAddress("jdbc:mysql://", "::1", 3306, "/zarafa"), ServerAddress.parse("jdbc:mysql://[::1]/zarafa"));
    assertThrows(TrekException.class, () -> ServerAddress.parse("jdbc:mysql://one,two/zarafa?x=a/b://"));
  }

  @Test
  void repositoriesAreReadAndWordedWithoutTheirPasswords() throws Exception {
    Declaration estate = read("""
        estate: acme
        hosts: { mail1: { ssh: root@mail1 } }
        repositories:
          kopano: { host: mail1, url: "https://download.example.com/core/", key: kopano.asc, user: serial, password: { file: p } }
          own: { host: mail1, url: "file:/srv/repo", suite: "bookworm main", key: own.gpg }
        """);
    assertEquals(List.of("kopano", "own"), List.copyOf(estate.repositories().keySet()));
    assertEquals("./", estate.repositories().get("kopano").parts());
    assertEquals(estate, read(EstateText.of("", estate)));
    String start = "estate: acme\nhosts: { mail1: { local: true } }\nrepositories: { x: { host: mail1, key: k, url: ";
    TrekException signIn = assertThrows(TrekException.class, () -> read(start + "\"https://serial:s3cret@example.com/\" } }\n"));
    assertTrue(signIn.what().contains("must not hold a sign-in"), signIn.getMessage());
    assertFalse(signIn.getMessage().contains("s3cret"), signIn.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          estate: a~hosst: {}                                             | line 2 | hosst is not known; did you mean hosts?
          estate: a~hosts:~  m: { lokal: true }                           | line 3 | hosts.m.lokal is not known; did you mean local?
          estate: a~hosts:~  m: { local: yes please }                     | line 3 | hosts.m.local must be true or false
          estate: a~hosts:~  m: { local: false }                          | line 3 | hosts.m.local can only be true
          estate: a~hosts:~  m: { local: true, simulated: x }             | line 3 | hosts.m must have one of
          estate: a~hosts:~  m: { ssh: x, port: many }                    | line 3 | hosts.m.port must be a port
          estate: a~hosts:~  - m                                          | line 3 | hosts must hold names and values, and holds a list
          estate: a~hosts:~  'a b': { local: true }                       | line 3 | hosts.a b is no name of a host
          estate: a~hosts: {}~hosts: {}                                   | line 3 | hosts is there twice
          hosts: {}                                                       | line 1 | the file lacks estate
          estate: [a]                                                     | line 1 | estate must be one value, and is a list
          estate:                                                         | line 1 | estate must be one value, and is nothing
          estate: a~directory: { url: 'http://x', base: b }               | line 2 | directory.url must be ldap://
          estate: a~directory: { url: 'ldap://x' }                        | line 2 | directory lacks base
          estate: a~directory: { url: 'ldap://x', base: b, bind-dn: c }   | line 2 | directory lacks password
          estate: a~directory:~  url: ldap://x~  base: b~  host: m        | line 5 | directory.host names m, which is not among hosts
          estate: a~products: { host: m }                                 | line 2 | products must be a list
          estate: a~hosts: { m: { local: true } }~products:~  - { host: m, product: exim, version: 1 } | line 4 | products[0].product must be one of zcp
          estate: a~hosts: { m: { local: true } }~products:~  - { host: m, product: zcp, version: 1, config: etc } | line 4 | products[0].config must be an absolute path
          estate: a~hosts: { m: { local: true } }~products:~  - { host: m, product: oracle, version: 7.0, root: opt/x } | line 4 | products[0].root must be an absolute path
          estate: a~hosts: { m: { local: true } }~products:~  - { host: m, product: oracle, version: 7.0, data: /a/../x } | line 4 | products[0].data must be an absolute path
          estate: a~target: { product: kc }                               | line 2 | target lacks version
          estate: a~directory: { url: 'ldap://x', base: b, ca: x.pem }    | line 2 | directory.ca is declared, and ldap:// goes in the clear
          """)
  void namesLineAndKeyOfWhatIsWrong(String text, String line, String found) {
    TrekException failure = refused(text.replace("~", "\n"));
    assertTrue(failure.where().endsWith("estate.yaml, " + line), failure.where());
    assertTrue(failure.what().startsWith(found), failure.what());
  }

  @Test
  void refusesASecretInTheFileWithoutRepeatingIt() {
    TrekException failure = refused("estate: a\ndirectory: { url: 'ldap://x', base: b, bind-dn: c, password: hunter2 }\n");
    assertEquals("directory.password must hold names and values, and holds one value", failure.what());
    assertFalse(failure.toString().contains("hunter2"));
  }

  @Test
  void refusesWhatIsNoSourceOfASecret() {
    String before = "estate: a\nhosts: { m: { local: true } }\ndirectory: { url: 'ldap://x', base: b, bind-dn: c, password: ";
    for (String wrong : List.of("{}", "{ file: a, env: b }", "{ prompt: false }", "{ command: [] }", "{ config: 'x:/a', directive: d }", "{ config: 'm', directive: d }", "{ config: 'm:/a' }")) {
      TrekException failure = refused(before + wrong + " }\n");
      assertTrue(failure.where().endsWith("line 3"), failure.where());
      assertTrue(failure.what().startsWith("directory.password"), failure.what());
    }
  }

  @Test
  void saysWhereItIsNoYaml() {
    TrekException failure = refused("estate: a\nhosts: { m: [ }\n");
    assertTrue(failure.where().endsWith("line 2"), failure.where());
    assertTrue(failure.what().contains("is no YAML"), failure.what());
    refused("");
    refused("estate: *unknown\n");
    refused("- a\n");
  }

  @Test
  void refusesWhatIsNestedDeeperThanAnyDeclaration() {
    for (String each : new String[] {"{", "[", "? ", "- "}) {
      TrekException failure = refused("estate: a\nhosts:\n  " + each.repeat(5000));
      assertTrue(failure.where().endsWith("line 3"), failure.where());
      assertTrue(failure.what().contains("deeper than 32"), failure.what());
    }
  }

  @Test
  void saysThatThereIsNone() {
    TrekException failure = assertThrows(TrekException.class, () -> EstateFile.read(folder.resolve("nowhere")));
    assertEquals(TrekException.Kind.ESTATE, failure.kind());
    assertTrue(failure.next().contains("estate init"));
  }

  @Test
  void saysThatItCannotBeRead() throws Exception {
    Files.createDirectory(folder.resolve("estate.yaml"));
    assertEquals(TrekException.Kind.ESTATE, assertThrows(TrekException.class, () -> EstateFile.read(folder)).kind());
    Files.delete(folder.resolve("estate.yaml"));
    Files.write(folder.resolve("estate.yaml"), new byte[] {'e', (byte) 0xFF});
    assertTrue(assertThrows(TrekException.class, () -> EstateFile.read(folder)).what().contains("UTF-8"));
  }

  @Test
  void isFoundInAFolderAbove() throws Exception {
    read("estate: a\n");
    Path below = Files.createDirectories(folder.resolve("x/y"));
    assertEquals(Optional.of(folder.toAbsolutePath()), EstateFile.nearest(below));
  }
}
