package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff-config} compares, and the forms in which it says so. */
final class DiffConfigTest {

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Spoken differs(String... words) {
    Spoken said = Spoken.in(folder, words);
    assertEquals(2, said.exit(), said::toString);
    return said;
  }

  @Test
  void aFolderWithARelease() throws IOException {
    file("old/server.cfg", "enable_hosted_zarafa = yes\nmysql_password = sesame\n");
    String out = differs("--plain", "diff-config", "old", "kc-8.7.25", "--from", "zcp-7.2.6").out();
    assertTrue(out.contains("server.cfg\tenable_hosted_zarafa -> enable_hosted_kopano\trenamed\tyes\tyes"), out);
    assertTrue(out.contains("default changed under you"), out);
    assertFalse(out.contains("sesame"), out);
  }

  @Test
  void twoReleases() {
    String out = differs("--plain", "diff-config", "zcp-7.2.6", "kc-8.7.25").out();
    assertTrue(out.contains("gateway.cfg\tprocess_model\tdefault changed under you"), out);
    assertFalse(out.contains("kept because changed"), out);
  }

  @Test
  void twoFolders() throws IOException {
    file("one/server.cfg", "threads = 9\nlog_level = 3\n");
    file("two/server.cfg", "# other order\nlog_level=3\nthreads = 7\n");
    String out = differs("--plain", "diff-config", "one", "two", "--from", "kc-8.7.25").out();
    assertEquals("server.cfg\tthreads\tdiffers\t9\t7", out.lines().findFirst().orElseThrow().strip());
    Files.copy(folder.resolve("one/server.cfg"), folder.resolve("two/server.cfg"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(0, Spoken.in(folder, "diff-config", "one", "two", "--from", "kc-8.7.25").exit());
  }

  @Test
  void twoHostsAndAHostWithAFolder() throws IOException {
    file("estate/estate.yaml", """
        estate: two
        hosts:
          mail1: { simulated: one }
          mail2: { simulated: two }
        products:
          - { host: mail1, product: kc, version: 8.7.25 }
          - { host: mail2, product: kc, version: 11.0.2 }
        target: { product: kc, version: 11.0.2 }
        """);
    file("estate/one/etc/kopano/server.cfg", "threads = 9\nldap_x = 1\n!include more.cfg\n");
    file("estate/one/etc/kopano/more.cfg", "mysql_database = one\n");
    file("estate/two/etc/kopano/server.cfg", "threads = 9\nmysql_database = two\n");
    file("two/server.cfg", "threads = 8\nmysql_database = one\n");
    String hosts = differs("-e", "estate", "--plain", "diff-config", "mail1:", "mail2:").out();
    assertTrue(hosts.contains("server.cfg\tmysql_database\tdiffers\tone\ttwo"), hosts);
    assertFalse(hosts.contains("\tthreads\t"), hosts);
    String folders = differs("-e", "estate", "--plain", "diff-config", "mail1:/etc/kopano", "two", "--to", "8.7.25").out();
    assertTrue(folders.contains("server.cfg\tthreads\tdiffers\t9\t8"), folders);
    assertFalse(folders.contains("mysql_database"), folders);
    String release = differs("-e", "estate", "--plain", "diff-config", "kc-9.0.1").out();
    assertTrue(release.contains("differ between kc-8.7.25 and kc-9.0.1"), release);
  }

  @Test
  void asUnifiedText() throws IOException {
    file("old/server.cfg", "enable_hosted_zarafa = yes\nlicense_path = /x\n");
    String out = differs("diff-config", "old", "--from", "zcp-7.2.6", "--to", "kc-8.7.25", "--unified").out();
    assertTrue(out.startsWith("--- zcp-7.2.6 server.cfg\n+++ kc-8.7.25 server.cfg\n"), out);
    assertTrue(out.contains("@@ renamed @@\n-enable_hosted_zarafa = yes\n+enable_hosted_kopano = yes\n"), out);
    assertTrue(out.contains("@@ obsolete but harmless: accepted by kc-8.7.25, without effect @@\n-license_path = /x\n"), out);
  }

  @Test
  void sideBySide() throws IOException {
    file("old/server.cfg", "enable_hosted_zarafa = yes\n");
    String out = differs("diff-config", "old", "--from", "zcp-7.2.6", "--to", "kc-8.7.25", "--side-by-side").out();
    assertTrue(out.lines().anyMatch(line -> line.matches("server.cfg +enable_hosted_zarafa = yes +renamed +enable_hosted_kopano = yes")), out);
  }

  @Test
  void asJson() throws Exception {
    file("old/server.cfg", "enable_hosted_zarafa = yes\n");
    for (List<String> form : List.of(List.<String>of(), List.of("--unified"))) {
      List<String> words = new java.util.ArrayList<>(List.of("--json", "diff-config", "old", "--from", "zcp-7.2.6", "--to", "kc-8.7.25"));
      words.addAll(form);
      JSONObject said = differs(words.toArray(String[]::new)).json();
      boolean found = false;
      for (JSONValue each : said.getFieldAsArray("directives")) {
        JSONObject row = (JSONObject) each;
        found |= "renamed".equals(row.getFieldAsString("verdict")) && "yes".equals(row.getFieldAsString("new"));
      }
      assertTrue(found, said::toString);
    }
  }

  @Test
  void countsByFile() throws IOException {
    file("old/server.cfg", "enable_hosted_zarafa = yes\n");
    String out = differs("diff-config", "old", "--from", "zcp-7.2.6", "--to", "kc-8.7.25", "--stat").out();
    assertTrue(out.contains("1 renamed"), out);
  }

  @Test
  void refusesThreeSides() {
    Spoken.refused(64, folder, List.of("diff-config", "kc-8.0.0", "kc-8.7.25", "kc-9.0.1"), "two can be compared");
  }

  @Test
  void explainsWhatThereIsToKnow() {
    String out = Spoken.in(folder, "config", "explain", "server_tcp_port").well().out();
    assertTrue(out.contains("zcp-7.0.3 to zcp-7.2.6  server.cfg  active"), out);
    assertTrue(out.contains("from kc-8.7.0 on it is part of server_listen, together with others"), out);
    assertTrue(Spoken.in(folder, "config", "explain", "ldap_search_base").well().out().contains("deletes the users"), "a remark of our own");
    Spoken.refused(64, folder, List.of("config", "explain", "server_lisen"), "did you mean server_listen");
  }

  @Test
  void statisticsCountEachVerdictOfEachFileAndNoneTwice() throws IOException {
    file("old/server.cfg", "threads = 9\n");
    String all = differs("--plain", "diff-config", "old", "--from", "zcp-7.2.6", "--to", "kc-8.7.25").out();
    String[] counts = differs("--plain", "diff-config", "old", "--from", "zcp-7.2.6", "--to", "kc-8.7.25", "--stat").out().lines().findFirst().orElseThrow().split("\t");
    assertEquals("server.cfg", counts[0]);
    assertEquals(Long.toString(all.lines().filter(each -> each.startsWith("server.cfg\t")).count()), counts[1]);
    assertTrue(counts[2].startsWith("1 kept because changed"), counts[2]);
  }
}
