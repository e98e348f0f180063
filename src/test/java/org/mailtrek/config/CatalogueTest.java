package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CatalogueTest {

  private final Catalogue catalogue = Catalogue.open();
  private final Release old = Release.of("zcp-7.2.6");
  private final Release target = Release.of("kc-8.7.25");

  @Test
  void knowsTheDefaultThatChangesUnderTheAdministrator() {
    assertEquals("database", catalogue.file(old, "server.cfg").find("attachment_storage").orElseThrow().builtIn());
    assertEquals("files", catalogue.file(target, "server.cfg").find("attachment_storage").orElseThrow().builtIn());
  }

  @Test
  void tellsTheShippedValueFromTheBuiltInOne() {
    Directive storage = catalogue.file(old, "server.cfg").find("attachment_storage").orElseThrow();
    assertTrue(storage.exampleSets());
    assertEquals("files", storage.stock());
  }

  @Test
  void acceptsNeitherRemovedNorMisspeltNames() {
    CatalogueFile server = catalogue.file(target, "server.cfg");
    assertTrue(server.accepts("server_listen"));
    assertFalse(server.accepts("server_tcp_port"));
    assertFalse(server.accepts("Server_Listen"));
    assertEquals(Optional.of("mysql_password"), server.nearest("mysql_pasword"));
    assertEquals(Optional.empty(), server.nearest("colour_of_the_sky"));
  }

  @Test
  void tellsNamesWithoutEffect() {
    CatalogueFile ldap = catalogue.file(target, "ldap.cfg");
    assertTrue(ldap.accepts("ldap_host"));
    assertFalse(ldap.effective("ldap_host"));
    assertFalse(catalogue.file(Release.of("kc-9.0.1"), "ldap.cfg").accepts("ldap_host"));
  }

  @Test
  void givesTheLdapTemplatesTheNamesOfTheLdapFile() {
    CatalogueFile template = catalogue.file(target, "ldap.openldap.cfg");
    assertTrue(template.accepts("ldap_uri"));
    assertEquals("kopanoAliases", template.find("ldap_emailaliases_attribute").orElseThrow().stock());
  }

  @Test
  void keepsTheNamesOfEveryFileInTheirOrder() {
    for (Release release : catalogue.releases()) {
      for (String file : catalogue.files(release)) {
        List<String> names = List.copyOf(catalogue.file(release, file).byName().keySet());
        assertEquals(names.stream().sorted().distinct().toList(), names, release + " " + file);
      }
    }
  }

  @Test
  void namesWhatReplacedADirective() {
    assertTrue(
        catalogue.replacements().stream()
            .anyMatch(each -> each.directive().equals("enable_hosted_zarafa") && each.successors().equals(List.of("enable_hosted_kopano"))));
  }

  @Test
  void knowsShippedCommentsWhateverTheirBlanks() {
    assertTrue(catalogue.shippedComment("server.cfg", "#  Database to connect to\n"));
    assertFalse(catalogue.shippedComment("server.cfg", "# changed by Bob after the move"));
  }

  @Test
  void listsTheFilesOfARelease() {
    assertTrue(catalogue.files(old).contains("search.cfg"));
    assertFalse(catalogue.files(old).contains("statsd.cfg"));
    assertTrue(catalogue.files(target).contains("statsd.cfg"));
  }

  @Test
  void agreesWithSampledFacts() throws IOException {
    Path facts = Path.of(System.getProperty("mailtrek.shared", "../shared"), "facts", "directives.csv");
    assumeTrue(Files.exists(facts), "no " + facts);
    List<String> rows = Files.readAllLines(facts, StandardCharsets.UTF_8).stream().filter(row -> row.contains(",code,")).toList();
    Random random = new Random(7);
    for (int count = 0; count < 400; count++) {
      List<String> field = fields(rows.get(random.nextInt(rows.size())));
      Release since = Release.of(field.get(2) + "-" + field.get(3));
      Directive found = catalogue.file(since, field.get(0)).find(field.get(1)).orElseThrow(() -> new AssertionError(field));
      assertTrue(found.accepted(), field::toString);
      if (!field.get(5).startsWith("(")) {
        assertEquals(field.get(5).replace("\\n", "\n"), found.builtIn(), field::toString);
      }
      assertEquals(field.get(6).startsWith("alias-of"), found.replacement().isPresent(), field::toString);
    }
  }

  private static List<String> fields(String row) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < row.length(); at++) {
      char each = row.charAt(at);
      if (each == '"') {
        boolean doubled = quoted && at + 1 < row.length() && row.charAt(at + 1) == '"';
        if (doubled) {
          field.append('"');
          at++;
        } else {
          quoted = !quoted;
        }
      } else if (each == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(each);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
