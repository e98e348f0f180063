package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.HostPath;

/** What each program would do with a file. */
final class LintTest {

  private static List<Finding> findings(String release, Map<String, String> files) {
    Release read = Release.of(release);
    return new Lint(Folders.catalogue(), read).check(Folders.of(release, files), HostPath.of(read.folder()));
  }

  /** The effects of one file's findings, by directive. */
  private static Map<String, Finding.Effect> effects(String release, String file, String text) {
    Map<String, Finding.Effect> effects = new TreeMap<>();
    findings(release, Map.of(file, text)).stream().filter(each -> each.file().endsWith("/" + file)).forEach(each -> effects.put(each.directive(), each.effect()));
    return effects;
  }

  private static Finding.Effect unknown(String release, String file) {
    return effects(release, file, "nonsense_by_nobody = 1\n").get("nonsense_by_nobody");
  }

  @Test
  void anUnknownNameStopsTheDaemonsAndVoidsThePluginAndServicesWarn() {
    for (String file : List.of("server.cfg", "gateway.cfg", "ical.cfg", "spooler.cfg", "monitor.cfg", "archiver.cfg")) {
      assertEquals(Finding.Effect.STOPS, unknown("kc-8.7.25", file), file);
    }
    assertEquals(Finding.Effect.PLUGIN_VOID, unknown("kc-8.7.25", "ldap.cfg"));
    assertEquals(Finding.Effect.PLUGIN_VOID, unknown("kc-8.7.25", "unix.cfg"));
    for (String file : List.of("search.cfg", "spamd.cfg", "presence.cfg", "autorespond.cfg")) {
      assertEquals(Finding.Effect.WARNED, unknown("kc-8.7.25", file), file);
    }
  }

  @Test
  void theDeliveryAgentMindsOnlyAFileThatItsUnitNames() {
    assertEquals(Finding.Effect.STOPS, unknown("kc-8.0.0", "dagent.cfg"));
    assertEquals(Finding.Effect.WARNED, unknown("kc-8.7.25", "dagent.cfg"));
  }

  @Test
  void theSearchOf71WasADaemon() {
    assertEquals(Finding.Effect.STOPS, unknown("zcp-7.1.11", "search.cfg"));
    assertEquals(Finding.Effect.WARNED, unknown("zcp-7.2.0", "search.cfg"));
  }

  @Test
  void oldNamesOfADirectiveWarn() {
    String alias = Folders.catalogue().file(Release.of("kc-8.7.25"), "ldap.cfg").directives().stream().filter(each -> each.status() == Directive.Status.ALIAS).findFirst().orElseThrow().name();
    assertEquals(Finding.Effect.WARNED, effects("kc-8.7.25", "ldap.cfg", alias + " = x\n").get(alias));
  }

  @Test
  void aSizeMustBeginWithANumber() {
    assertEquals(Finding.Effect.STOPS, effects("kc-8.7.25", "server.cfg", "cache_cell_size = much\n").get("cache_cell_size"));
    assertEquals(Map.of(), effects("kc-8.7.25", "server.cfg", "cache_cell_size = 16 M\n"));
  }

  @Test
  void servicesTakeSwitchesInLowerCaseAndNumbersOnly() {
    Map<String, Finding.Effect> effects = effects("kc-8.7.25", "search.cfg", "index_attachments = Yes\nindex_processes = many\nindex_exclude_properties = 007D 0064\n");
    assertEquals(Map.of("index_attachments", Finding.Effect.STOPS, "index_processes", Finding.Effect.STOPS), effects);
  }

  @Test
  void aTakeoverSpellsSwitchesAsTheNewProgramWantsThem() {
    assertEquals("yes", Folders.taken("zcp-7.1.11", "kc-11.0.2", "search.cfg", "index_attachments = YES\n").value("search.cfg", "index_attachments"));
    assertEquals("0", Folders.taken("zcp-7.1.11", "kc-8.0.0", "search.cfg", "log_timestamp = no\n").value("search.cfg", "log_timestamp"));
  }

  @Test
  void whatHasNoEffectIsPassedOver() {
    assertEquals(Finding.Effect.IGNORED, effects("kc-8.7.25", "server.cfg", "license_path = /x\n").get("license_path"));
  }

  @Test
  void aMissingIncludeStopsADaemonAndAMissingMapVoidsThePlugin() {
    assertEquals(Finding.Effect.STOPS, effects("kc-8.7.25", "server.cfg", "!include more.cfg\n").get("!include"));
    assertEquals(Finding.Effect.PLUGIN_VOID, effects("kc-8.7.25", "ldap.cfg", "!propmap /etc/kopano/none.cfg\n").get("!propmap"));
  }

  @Test
  void aMapWithoutItsWholePathIsLookedForElsewhere() {
    List<Finding> found = findings("kc-8.7.25", Map.of("ldap.cfg", "!propmap ldap.propmap.cfg\n", "ldap.propmap.cfg", "0x1 = x\n"));
    assertTrue(found.stream().anyMatch(each -> each.what().contains("started in")), found::toString);
  }

  @Test
  void aServicesFileInLatin1IsSaid() {
    List<Finding> found = findings("kc-11.0.2", Map.of("search.cfg", "# K\u00f6ln\n"));
    assertTrue(found.stream().anyMatch(each -> each.what().contains("UTF-8")), found::toString);
    assertTrue(findings("kc-11.0.2", Map.of("monitor.cfg", "# K\u00f6ln\n")).isEmpty());
  }

  @Test
  void emptyWhereAValueIsNeededStops() {
    assertEquals(Finding.Effect.STOPS, effects("kc-8.7.25", "server.cfg", "server_pipe_name =\n").get("server_pipe_name"));
  }

  private static List<String> together(Map<String, String> files) {
    return findings("kc-8.7.25", files).stream().filter(each -> each.effect() == Finding.Effect.BROKEN || each.directive().startsWith("run_as")).map(each -> each.directive() + ": " + each.what()).toList();
  }

  @Test
  void everyClientMustNameTheServersSocket() {
    for (String file : List.of("dagent.cfg", "spooler.cfg", "gateway.cfg", "ical.cfg", "monitor.cfg", "search.cfg", "archiver.cfg", "admin.cfg", "spamd.cfg", "backup.cfg")) {
      List<String> found = together(Map.of("server.cfg", "server_pipe_name = /run/a.sock\n", file, "server_socket = file:///run/b.sock\n"));
      assertTrue(found.toString().contains("server_socket is file:///run/b.sock, the server listens on /run/a.sock"), file + found);
      assertEquals(List.of(), together(Map.of("server.cfg", "server_pipe_name = /run/a.sock\n", file, "server_socket = file:///run/a.sock\n")), file);
    }
  }

  @Test
  void everyClientMustNameAPortThatIsOpen() {
    assertEquals(1, together(Map.of("server.cfg", "server_listen =\n", "gateway.cfg", "server_socket = http://localhost:236/\n")).size());
    assertEquals(List.of(), together(Map.of("server.cfg", "server_listen = *:236\n", "gateway.cfg", "server_socket = http://localhost:236/\n")));
  }

  @Test
  void theDaemonsMustRunUnderOneAccount() {
    assertEquals(List.of(), together(Map.of("server.cfg", "\n", "dagent.cfg", "\n")));
    assertEquals(1, together(Map.of("server.cfg", "run_as_user = mail\n", "dagent.cfg", "\n")).size());
    assertEquals(1, together(Map.of("server.cfg", "run_as_group = mail\n", "dagent.cfg", "\n")).size());
  }

  @Test
  void theArchiverNeedsADatabaseOfItsOwn() {
    assertEquals(1, together(Map.of("server.cfg", "mysql_database = mail\n", "archiver.cfg", "mysql_database = mail\n")).size());
    assertEquals(List.of(), together(Map.of("server.cfg", "mysql_database = mail\n", "archiver.cfg", "mysql_database = archive\n")));
  }

  @Test
  void theServerMustAskTheSearchWhereItListens() {
    assertEquals(1, together(Map.of("server.cfg", "search_socket = file:///run/a.sock\n", "search.cfg", "server_bind_name = file:///run/b.sock\n")).size());
  }

  @Test
  void thePluginsFileMustBeThere() {
    List<Finding> found = findings("kc-8.7.25", Map.of("server.cfg", "user_plugin = ldap\nuser_plugin_config = /etc/kopano/none.cfg\n"));
    assertTrue(found.stream().anyMatch(each -> each.effect() == Finding.Effect.PLUGIN_VOID && each.what().contains("none.cfg is not there")), found::toString);
  }
}
