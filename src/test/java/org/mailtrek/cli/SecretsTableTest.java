package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another secret in each place that a secret can come from, a whole migration and back with all that can be asked about it, and then a look for each of them in all
 * that was said, in each child's arguments and environment, and in each file. The files that hold one are those that the program itself names, and nobody else may
 * read them.
 */
class SecretsTableTest {

  /** What is asked: before the run, in the middle of it, and when it was taken back. */
  private static final List<String> ASKED = List.of(
      "status", "estate show", "estate check", "check", "config lint", "config explain mysql_password", "config explain server_ssl_key_pass --json", "config get mysql_password", "config get server_ssl_key_pass --json",
      "diff-config", "diff-config --json", "plan list", "plan show", "plan show --full --json", "plan show --diff", "plan export 1 --format md", "plan export 1 --format ansible", "plan export 1 --format html",
      "ldap search (uid=*)", "ldap search (uid=*) --json", "ldap search (objectClass=*) userPassword --json", "identity check", "database census", "database check", "run list", "run show", "run show --json",
      "journal show", "journal show --json", "journal verify", "snapshot list", "backup list", "backup show", "report --format md", "report --format json", "report --format html", "permissions check", "attachments verify",
      "history", "transcript list", "record list", "index status", "estate discover lab1", "mailbox survey --store imap:old", "config set mysql_password=typed-by-mistake", "exec lab1 -- cat /etc/zarafa/server.cfg", "exec lab1 -- cat /etc/zarafa/gateway.cfg", "logs lab1 zarafa-server", "macro list", "groovy estate", "ldap diff", "ldap survey", "attachments path 1", "scan", "services list", "packages list");

  @TempDir private Path temporary;

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, Set<String>> found = new LinkedHashMap<>();
  private PracticeRun estate;

  private String secret(String source) {
    return secrets.computeIfAbsent(source, each -> "Zq7" + HexFormat.of().formatHex(each.getBytes(StandardCharsets.US_ASCII)).substring(0, 12) + "%+/k" + secrets.size());
  }

  private void plant() throws Exception {
    secrets.put("directory.password, ldap_bind_passwd", Files.readString(estate.folder().resolve("practice/directory.password")).strip());
    secrets.put("database.password, mysql_password", Files.readString(estate.folder().resolve("practice/database.password")).strip());
    append(estate.machine("/etc/zarafa/server.cfg"), "\nserver_ssl_key_pass = " + secret("server_ssl_key_pass") + "\n#mysql_password = " + secret("a password in a comment") + "\n");
    append(estate.machine("/etc/zarafa/gateway.cfg"), "\nssl_private_key_passphrase = " + secret("a misspelt directive") + "\n");
    try (LDAPConnection ldap = estate.ldap()) {
      String person = ldap.search("dc=example,dc=com", SearchScope.SUB, "(&(zarafaAccount=1)(objectClass=zarafa-user))").getSearchEntries().get(0).getDN();
      ldap.modify(person, new Modification(ModificationType.REPLACE, "userPassword", secret("userPassword of a person")));
    }
    Path file = Files.writeString(temporary.resolve("probe.secret"), secret("probe.password by a command") + "\n");
    Files.writeString(estate.folder().resolve("old.secret"), secret("imap password by a file") + "\n");
    Files.writeString(estate.folder().resolve("depot.secret"), secret("repository password by a file") + "\n");
    append(estate.folder().resolve("estate.yaml"), "probe: { user: anna, password: { command: [cat, \"" + file + "\"] }, imap: \"imap://127.0.0.1:9\" }\n"
        + "imap:\n  old: { url: \"imap://127.0.0.1:9\", starttls: false, master: chief, password: { file: old.secret } }\n");
  }

  /** A repository that is declared has to be set up before anything is planned. */
  private void declareARepository() throws IOException {
    append(estate.folder().resolve("estate.yaml"), "repositories:\n  depot: { host: lab1, url: \"http://127.0.0.1:9/depot\", key: depot.asc, user: customer, password: { file: depot.secret } }\n");
    Files.writeString(estate.folder().resolve("depot.asc"), "-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
    said("packages", "repository", "depot", "--plan");
    said("packages", "repository", "depot", "--yes");
    said("packages", "repository", "depot", "--yes", "--debug", "--json");
  }

  private static void append(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1), java.nio.file.StandardOpenOption.APPEND);
  }

  private Spoken said(String... words) {
    Spoken spoken = estate.run(words);
    look("said by " + String.join(" ", words), spoken.out() + spoken.talk());
    return spoken;
  }

  /** Looks for each secret as it is, and as encodings write it. */
  private void look(String sink, String text) {
    secrets.forEach((source, secret) -> {
      byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      List<String> forms = List.of(secret, base64.substring(0, base64.length() - 1), HexFormat.of().formatHex(bytes), java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8));
      if (forms.stream().anyMatch(text::contains)) {
        found.computeIfAbsent(sink, each -> new TreeSet<>()).add(source);
      }
    });
  }

  private void askAll() {
    for (String each : ASKED) {
      said(each.split(" "));
    }
    said("--debug", "-c", String.join("\n", ASKED), "--keep-going");
  }

  @Test
  void noneIsAnywhereButInTheFilesThatAreNamed() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    try {
      plant();
      try (ChildWatch watch = ChildWatch.begin(List.copyOf(secrets.values()))) {
        said("record", "start", "night");
        said("plan", "zcp-to-kopano").well();
        askAll();
        said("--debug", "apply", "1", "--yes").well();
        askAll();
        said("backup", "--yes");
        said("report", "--format", "html", "-o", "report.html");
        said("--debug", "undo", "--yes", "--confirm=zcp-single").well();
        askAll();
        declareARepository();
        askAll();
        assertTrue(watch.looks() > 0, "no child was seen");
        assertEquals(List.of(), watch.leaks());
      }
      assertEquals(Map.of(), found, "secrets that were said, by sink");
      Set<String> named = named();
      files().forEach((file, sources) -> {
        if (!named.contains(file)) {
          found.put(file, sources);
        }
      });
      assertEquals(Map.of(), found, "secrets in files that the program does not name");
      Set<String> holding = new TreeSet<>();
      files().forEach((file, sources) -> holding.addAll(sources));
      assertEquals(new TreeSet<>(Set.of("directory.password, ldap_bind_passwd", "database.password, mysql_password", "server_ssl_key_pass", "a password in a comment", "a misspelt directive", "userPassword of a person")), holding, "what images and backups hold");
    } finally {
      estate.close();
    }
  }

  private Set<String> named() {
    JSONObject listed = estate.run("--json", "estate", "show", "--private").well().json();
    Set<String> names = new TreeSet<>();
    for (JSONValue each : listed.getFieldAsArray("private")) {
      names.add(((JSONObject) each).getFieldAsString("file"));
      assertEquals("rw-------", ((JSONObject) each).getFieldAsString("mode"), each::toString);
    }
    return names;
  }

  /** Returns the files that hold secrets, but for the practice machine's own and those from which the secrets come; none may be read by others. */
  private Map<String, Set<String>> files() throws IOException {
    Map<String, Set<String>> holding = new LinkedHashMap<>();
    Path root = estate.folder();
    try (var all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile).filter(path -> !path.startsWith(root.resolve("practice")) && !path.toString().endsWith(".secret") && !path.endsWith("depot.asc"))::iterator) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
        assertTrue(mode.endsWith("------") || each.endsWith("estate.yaml"), () -> each + " " + mode);
        Map<String, Set<String>> before = new LinkedHashMap<>(found);
        found.clear();
        look("file", text(each));
        if (!found.isEmpty()) {
          holding.put(root.relativize(each).toString(), found.get("file"));
        }
        found.clear();
        found.putAll(before);
      }
    }
    return holding;
  }

  /** Returns what a file holds, packed or not. */
  private static String text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
    for (int way = 0; way < 2; way++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (var in = way == 0 ? new GZIPInputStream(new java.io.ByteArrayInputStream(bytes)) : new InflaterInputStream(new java.io.ByteArrayInputStream(bytes))) {
        in.transferTo(out);
      } catch (IOException notPacked) {
        out.reset();
      }
      text.append(out.toString(StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
