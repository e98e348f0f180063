package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code estate discover} as people and programs call it, on folders that act as machines, and on this machine. */
class EstateDiscoverTest {

  private static final String HOSTS = "# mine\nestate: acme\nhosts:\n  mail1: { simulated: machine } # the old one\n";

  @TempDir private Path folder;

  @BeforeEach
  void machine() throws IOException {
    put("machine/var/lib/dpkg/status", "Package: zarafa-server\nStatus: install ok installed\nVersion: 7.2.6-1\n\n");
    put("machine/etc/zarafa/server.cfg", "mysql_host = db.example.com\nmysql_user = z\nmysql_password = geheim\nuser_plugin = db\nattachment_storage = files\n");
    Files.createDirectories(folder.resolve("machine/var/lib/zarafa/attachments"));
    Files.createDirectories(folder.resolve("machine/var/lib/zarafa/search"));
    put("estate.yaml", HOSTS);
  }

  private void put(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Spoken run(String... words) {
    return Spoken.in(folder, words);
  }

  @Test
  void fillsADeclarationThatOnlyNamesTheMachines() throws Exception {
    Spoken looked = run("estate", "discover", "--plan");
    assertEquals(2, looked.exit(), looked::toString);
    assertEquals(HOSTS, Files.readString(folder.resolve("estate.yaml")));
    Spoken done = run("--json", "estate", "discover", "--yes").well();
    done.plainly();
    JSONObject json = done.json();
    assertEquals("done", json.getFieldAsString("outcome"));
    assertTrue(json.getFieldAsArray("settings").size() >= 8, done::toString);
    assertTrue(json.getFieldAsArray("facts").toString().contains("there is none: user_plugin = db"), done::toString);
    String text = Files.readString(folder.resolve("estate.yaml"));
    assertTrue(text.startsWith(HOSTS), text);
    assertTrue(text.contains("url: \"jdbc:mysql://db.example.com:3306/zarafa\"  # /etc/zarafa/server.cfg:1"), text);
    assertFalse((text + done + looked).contains("geheim"), "a secret is shown");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("estate.yaml"))));
    Spoken again = run("--json", "estate", "discover").well();
    assertEquals("nothing", again.json().getFieldAsString("outcome"));
  }

  @Test
  void linesOfOtherProgramsAreNamedAndNeverShown() throws Exception {
    put("machine/etc/cron.d/dump", "MAILTO=root\n1 2 * * * root mysqldump -ptopsecret1 zarafa >/var/lib/zarafa/attachments/dump\n");
    put("machine/etc/crontab", "1 2 * * * root kopano-backup --pass topsecret2\n");
    put("machine/etc/exim4/exim4.conf", "x = ${lookup ldap{user=cn=x pass=topsecret3 ldap://h/o?zarafaAliases?sub}}\ny = ${lookup ldap{pass=topsecret4 ldap://h/o?mail}}\n");
    put("machine/etc/ldap.conf", "bindpw topsecret5 # zarafaUser\n");
    put("machine/etc/sssd/sssd.conf", "ldap_password = topsecret6zarafa\n");
    put("machine/etc/nginx/conf.d/mail.conf", "proxy_set_header X topsecret7; # webapp\n");
    put("machine/etc/logrotate.d/mail", "postrotate curl -u a:topsecret8 http://x/zarafa\n");
    put("machine/etc/apparmor.d/local/mail", "/etc/zarafa/topsecret9 r,\n");
    Spoken table = run("estate", "discover", "--plan");
    Spoken plain = run("--plain", "estate", "discover", "--plan");
    Spoken json = run("--json", "estate", "discover", "--plan");
    for (Spoken each : List.of(table, plain, json)) {
      assertFalse(each.toString().contains("topsecret"), each::toString);
    }
    for (Spoken each : List.of(plain, json)) {
      for (String origin : List.of("cron.d/dump:2", "etc/crontab:1", "exim4.conf:1", "exim4.conf:2", "etc/ldap.conf:1", "sssd.conf:1", "mail.conf:1", "logrotate.d/mail:1", "local/mail:1")) {
        assertTrue(each.toString().contains(origin), () -> origin + " is not in " + each);
      }
      for (String named : List.of("names kopano-backup", "/var/lib/zarafa/attachments", "zarafaAliases", "exim asks a directory")) {
        assertTrue(each.toString().contains(named), () -> named + " is not in " + each);
      }
    }
  }

  @Test
  void withoutAnAnswerNothingIsWritten() throws Exception {
    Spoken.refused(64, folder, List.of("estate", "discover"), "nobody can be asked", "--yes");
    assertEquals(HOSTS, Files.readString(folder.resolve("estate.yaml")));
  }

  @Test
  void anUnknownHostIsWrongUsage() {
    Spoken.refused(64, folder, List.of("estate", "discover", "mail9"), "there is no such host", "mail1");
  }

  @Test
  void aMachineThatDoesNotAnswerIsSaidAndTheOthersAreLookedAt() throws Exception {
    Files.writeString(folder.resolve("estate.yaml"), HOSTS + "  mail2: { simulated: gone }\n");
    Spoken looked = run("estate", "discover", "--plan", "--json");
    assertFalse(looked.exit() == 0 || looked.exit() == 2, looked::toString);
    assertTrue(looked.json().getFieldAsArray("unreached").toString().contains("mail2"), looked::toString);
    assertTrue(looked.json().getFieldAsArray("settings").toString().contains("products.mail1.version"), looked::toString);
  }

  @Test
  void checkSaysWhatDiffers() throws Exception {
    run("estate", "discover", "--yes").well();
    String text = Files.readString(folder.resolve("estate.yaml"));
    Files.writeString(folder.resolve("estate.yaml"), text.replace("version: 7.2.6", "version: 7.2.1").replace("path: /var/lib/zarafa/attachments", "path: /srv/a"));
    put("machine/etc/systemd/system/zarafa-server-two.service", "[Service]\nExecStart=/usr/sbin/zarafa-server -c /etc/zarafa2/server.cfg\n");
    Spoken checked = run("estate", "check", "--json");
    assertEquals(2, checked.exit(), checked::toString);
    String parts = checked.json().getFieldAsArray("parts").toString();
    assertTrue(parts.contains("declared is 7.2.1, there is 7.2.6"), parts);
    assertTrue(parts.contains("declared is /srv/a, there is /var/lib/zarafa/attachments"), parts);
    assertTrue(parts.contains("zarafa-server-two is a server of its own"), parts);
  }

  @Test
  void withoutAnEstateThisMachineIsLookedAt() throws Exception {
    Path fresh = Files.createDirectories(folder.resolve("machine/fresh"));
    Files.delete(folder.resolve("estate.yaml"));
    Spoken looked = Spoken.in(fresh, "estate", "discover", "--plan");
    assertEquals(2, looked.exit(), looked::toString);
    assertFalse(Files.exists(fresh.resolve("estate.yaml")));
    Spoken done = Spoken.in(fresh, "--json", "estate", "discover", "--name", "acme", "--into", "estate").well();
    String text = Files.readString(fresh.resolve("estate/estate.yaml"));
    assertTrue(text.contains("estate: acme\n") && text.contains("{ local: true }"), text);
    assertTrue(done.json().getFieldAsArray("facts").toString().contains("/etc/os-release"), done::toString);
    Spoken.in(fresh.resolve("estate"), "estate", "show").well();
    Spoken.refused(10, fresh, List.of("estate", "discover", "mail1"), "no such estate");
  }
}
