package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.HostPath;

final class TakeoverTest {

  private final Catalogue catalogue = Catalogue.open();
  private final TakeoverOptions options = TakeoverOptions.of(Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"));

  private static ConfigTree tree(String folder, Map<String, String> files) {
    TreeMap<HostPath, byte[]> tree = new TreeMap<>();
    files.forEach((name, text) -> tree.put(HostPath.of(folder).resolve(name), text.getBytes(StandardCharsets.ISO_8859_1)));
    return new ConfigTree(tree);
  }

  private TakeoverResult run(TakeoverOptions with, String name, String text) {
    return new Takeover(catalogue, with).run(tree("/etc/zarafa", Map.of(name, text)), ConfigTree.EMPTY);
  }

  private static ConfigFile file(TakeoverResult result, String name) {
    return result.files().file(HostPath.of("/etc/kopano").resolve(name), Dialect.DAEMON).orElseThrow();
  }

  private ConfigFile merged(String name, String text) {
    return file(run(options, name, text), name);
  }

  private static Verdict verdict(TakeoverResult result, String directive) {
    return result.verdicts().stream().filter(each -> each.directive().equals(directive)).findFirst().orElseThrow();
  }

  @Test
  void makesOneListOfAddressAndPort() {
    ConfigFile gateway = merged("gateway.cfg", "server_bind = 10.0.0.1\nimap_port = 1143\npop3_enable = no\nimaps_enable = yes\n");
    assertEquals(Optional.of("10.0.0.1:1143"), gateway.value("imap_listen"));
    assertEquals(Optional.of("10.0.0.1:993"), gateway.value("imaps_listen"));
    assertEquals(Optional.of(""), gateway.value("pop3_listen"));
    assertFalse(gateway.sets("imap_port"));
  }

  @Test
  void putsAnAddressOfVersionSixInBrackets() {
    assertEquals(Optional.of("[::1]:236"), merged("server.cfg", "server_bind = ::1\n").value("server_listen"));
  }

  @Test
  void keepsListeningForOthersWhereTheDefaultBecomesTheLoopback() {
    TakeoverOptions later = TakeoverOptions.of(Release.of("zcp-7.2.6"), Release.of("kc-11.0.2"));
    assertEquals(Optional.of("*:236"), file(run(later, "server.cfg", "threads = 9\n"), "server.cfg").value("server_listen"));
  }

  @Test
  void makesAnAddressOfHostPortAndProtocol() {
    ConfigFile ldap = merged("ldap.cfg", "ldap_host = ldap1\nldap_port = 636\nldap_protocol = ldaps\nldap_search_base = dc=zarafa,dc=com\n");
    assertEquals(Optional.of("ldaps://ldap1:636/"), ldap.value("ldap_uri"));
    assertEquals(Optional.of("dc=zarafa,dc=com"), ldap.value("ldap_search_base"));
  }

  @Test
  void renamesAttributesAndClassesButNoNames() {
    ConfigFile ldap =
        merged("ldap.cfg", "ldap_user_search_filter = (&(objectClass=zarafa-user)(zarafaAccount=1)(cn=zarafa-admins))\nldap_emailaliases_attribute = zarafaAliases\n");
    assertEquals(Optional.of("(&(objectClass=kopano-user)(kopanoAccount=1)(cn=zarafa-admins))"), ldap.value("ldap_user_search_filter"));
  }

  @Test
  void writesTheOldAttributesDownWhereTheSchemaIsKept() {
    ConfigFile ldap = file(run(options.with(Schema.KEEP), "ldap.cfg", "ldap_host = x\n"), "ldap.cfg");
    assertEquals(Optional.of("zarafaAliases"), ldap.value("ldap_emailaliases_attribute"));
    assertEquals(Optional.of("zarafaQuotaHard"), ldap.value("ldap_hardquota_attribute"));
  }

  @Test
  void writesDownWhatTheNewReleaseWouldDoOtherwise() {
    TakeoverResult result = run(options, "server.cfg", "threads = 9\n");
    assertEquals(Optional.of("database"), file(result, "server.cfg").value("attachment_storage"));
    assertEquals(Optional.of("zarafa"), file(result, "server.cfg").value("mysql_database"));
    assertEquals(Verdict.Kind.WRITTEN_DOWN, verdict(result, "attachment_storage").kind());
  }

  @Test
  void takesAValueThatIsDecidedElsewhere() {
    TakeoverOptions deciding = options.deciding("server.cfg", "attachment_path", "/srv/mail").deciding("server.cfg", "attachment_storage", "files");
    ConfigFile server = file(run(deciding, "server.cfg", "attachment_storage = database\n"), "server.cfg");
    assertEquals(Optional.of("/srv/mail"), server.value("attachment_path"));
    assertFalse(server.value("attachment_storage").equals(Optional.of("database")));
    ConfigFile search = file(run(options.deciding("search.cfg", "index_path", "/srv/search/"), "search.cfg", "index_path = /srv/zarafa/\n"), "search.cfg");
    assertEquals(Optional.of("/srv/search/"), search.value("index_path"));
  }

  @Test
  void movesSocketsOfEveryAge() {
    ValueMover mover = new ValueMover(options);
    assertEquals("file:///var/run/kopano/server.sock", mover.move("dagent.cfg", "server_socket", "file:///var/run/zarafa"));
    assertEquals("/var/run/kopano/prio.sock", mover.move("server.cfg", "server_pipe_priority", "/var/run/zarafa-prio"));
    assertEquals("file:///var/run/kopano/search.sock", mover.move("server.cfg", "search_socket", "file:///var/run/zarafad/search.sock"));
    assertEquals("http://localhost:236/", mover.move("ical.cfg", "server_socket", "http://localhost:236/zarafa"));
    assertEquals("/srv/zarafa/data", mover.move("server.cfg", "attachment_path", "/srv/zarafa/data"));
    assertEquals("zarafa", mover.move("server.cfg", "mysql_database", "zarafa"));
  }

  @Test
  void namesTheNearestOfAMisspeltDirective() {
    TakeoverResult result = run(options, "server.cfg", "mysql_pasword = sesame\n");
    assertEquals(Verdict.Kind.UNKNOWN, verdict(result, "mysql_pasword").kind());
    assertTrue(verdict(result, "mysql_pasword").reason().contains("mysql_password"));
  }

  @Test
  void hidesSecretsInVerdicts() {
    TakeoverResult result = run(options, "server.cfg", "mysql_password = sesame\nmysql_pasword = sesame\n");
    assertFalse(result.verdicts().toString().contains("sesame"));
    assertEquals(Optional.of("sesame"), file(result, "server.cfg").value("mysql_password"));
  }

  @Test
  void keepsTheAdministratorsCommentsAboveTheirLines() {
    String server = new String(merged("server.cfg", "# raised after the outage\nthreads = 32\n\n# call Bob first\n").bytes(), StandardCharsets.ISO_8859_1);
    assertTrue(server.contains("# raised after the outage\nthreads = 32\n"), server);
    assertTrue(server.contains("# call Bob first\n"));
  }

  @Test
  void mendsTheOldFileInPlace() {
    TakeoverResult result = run(options.with(Strategy.COPY), "server.cfg", "# top\nthreads\t=\t9\nserver_tcp_port = 237\nenable_hosted_zarafa = yes\n");
    String text = file(result, "server.cfg").text();
    assertTrue(text.startsWith("# top\nthreads\t=\t9\n# said otherwise for kc-8.7.25:\n#server_tcp_port = 237\nenable_hosted_kopano = yes\n"), text);
    assertTrue(text.contains("server_listen = *:237\n"), text);
  }

  @Test
  void followsIncludes() {
    ConfigTree source = tree("/etc/zarafa", Map.of("server.cfg", "threads = 3\n!include more.cfg\n", "more.cfg", "threads = 7\n"));
    assertEquals(Optional.of("7"), file(new Takeover(catalogue, options).run(source, ConfigTree.EMPTY), "server.cfg").value("threads"));
  }

  @Test
  void lintTellsWhatEachProgramWouldDo() {
    ConfigTree folder =
        tree("/etc/kopano", Map.of("server.cfg", "server_tcp_port = 236\nplugin_path = /x\n", "ldap.cfg", "ldap_hots = x\n", "search.cfg", "nonsense = 1\n",
            "dagent.cfg", "server_socket = file:///var/run/zarafad/server.sock\n"));
    Map<String, Finding.Effect> effects = new TreeMap<>();
    new Lint(catalogue, options.to()).check(folder, HostPath.of("/etc/kopano")).forEach(each -> effects.put(each.directive(), each.effect()));
    assertEquals(Finding.Effect.STOPS, effects.get("server_tcp_port"));
    assertEquals(Finding.Effect.IGNORED, effects.get("plugin_path"));
    assertEquals(Finding.Effect.PLUGIN_VOID, effects.get("ldap_hots"));
    assertEquals(Finding.Effect.WARNED, effects.get("nonsense"));
    assertEquals(Finding.Effect.BROKEN, effects.get("server_socket"));
  }

  @Test
  void lintSaysThatAValueComesFromTheEnvironment() {
    ConfigTree folder = tree("/etc/kopano", Map.of("server.cfg", "log_file = $LOG\nmysql_password = $ecret\n", "search.cfg", "log_file = $LOG\n"));
    List<Finding> found =
        new Lint(catalogue, options.to()).check(folder, HostPath.of("/etc/kopano")).stream().filter(each -> each.what().contains("environment")).toList();
    assertEquals(List.of("/etc/kopano/server.cfg:1 log_file"), found.stream().map(each -> each.file() + ":" + each.line() + " " + each.directive()).toList());
    assertTrue(found.get(0).what().contains("variable LOG"), found::toString);
  }
}
