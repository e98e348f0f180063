package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.config.Folders.Taken;
import org.mailtrek.config.Verdict.Kind;

/** Every verdict on a directive, and how two sides are compared. */
final class VerdictTest {

  private static Verdict of(String from, String to, String file, String text, String directive) {
    return Folders.taken(from, to, file, text).verdict(directive);
  }

  private static Verdict main(String text, String directive) {
    return of("zcp-7.2.6", "kc-8.7.25", "server.cfg", text, directive);
  }

  @Test
  void keptBecauseChanged() {
    assertEquals(Kind.KEPT, main("threads = 9\n", "threads").kind());
  }

  @Test
  void nowTheDefault() {
    assertEquals(Kind.NOW_DEFAULT, of("zcp-7.2.6", "kc-8.7.25", "gateway.cfg", "process_model = thread\n", "process_model").kind());
  }

  @Test
  void defaultChangedUnderYou() {
    Verdict verdict = main("# nothing\n", "sync_lifetime");
    assertEquals(Kind.DEFAULT_CHANGED, verdict.kind());
    assertEquals(Optional.of("365"), verdict.oldValue());
    assertEquals("is now 90", verdict.reason());
  }

  @Test
  void writtenDownBecauseTheDefaultChanges() {
    assertEquals(Kind.WRITTEN_DOWN, main("# nothing\n", "mysql_database").kind());
  }

  @Test
  void renamed() {
    Verdict verdict = main("enable_hosted_zarafa = yes\n", "enable_hosted_zarafa");
    assertEquals(Kind.RENAMED, verdict.kind());
    assertEquals("enable_hosted_kopano", verdict.newName());
  }

  @Test
  void removedAndWhy() {
    Verdict verdict = of("zcp-7.2.6", "kc-11.0.2", "server.cfg", "license_socket = /x\n", "license_socket");
    assertEquals(Kind.REMOVED, verdict.kind());
    assertEquals("not in kc-11.0.2, last in kc-8.7.25", verdict.reason());
  }

  @Test
  void unknownWithTheNearestName() {
    Verdict verdict = main("threds = 9\n", "threds");
    assertEquals(Kind.UNKNOWN, verdict.kind());
    assertTrue(verdict.reason().contains("did you mean threads?"), verdict.reason());
  }

  @Test
  void movedValues() {
    Map<String, String> old = Map.of("server_pipe_name", "/var/run/zarafad/server.sock", "run_as_user", "zarafa", "run_as_group", "zarafa", "createuser_script", "/etc/zarafa/userscripts/own", "server_ssl_key_file", "/etc/zarafa/ssl/server.pem");
    for (Map.Entry<String, String> each : old.entrySet()) {
      Verdict verdict = main(each.getKey() + " = " + each.getValue() + "\n", each.getKey());
      assertTrue(List.of(Kind.MOVED, Kind.NOW_DEFAULT, Kind.SAME).contains(verdict.kind()), verdict.sentence());
      assertTrue(verdict.newValue().orElseThrow().contains("kopano"), verdict.sentence());
    }
    assertEquals(Kind.MOVED, main("server_ssl_key_file = /etc/zarafa/ssl/own.pem\n", "server_ssl_key_file").kind());
    assertEquals("kopanoMailbox", of("zcp-7.2.6", "kc-8.7.25", "ldap.cfg", "ldap_loginname_attribute = zarafaMailbox\n", "ldap_loginname_attribute").newValue().orElseThrow());
  }

  @Test
  void translated() {
    assertEquals(Kind.TRANSLATED, main("server_tcp_port = 1236\n", "server_listen").kind());
  }

  @Test
  void obsoleteButHarmless() {
    Verdict verdict = main("license_path = /x\n", "license_path");
    assertEquals(Kind.OBSOLETE, verdict.kind());
    assertEquals("obsolete but harmless", verdict.kind().words());
  }

  @Test
  void newAndWorthALook() {
    Verdict look = of("zcp-7.0.13", "kc-8.7.25", "server.cfg", "# nothing\n", "attachment_files_fsync");
    assertEquals(Kind.WORTH_A_LOOK, look.kind(), look.sentence());
    assertTrue(look.reason().contains("loss of power"), look.reason());
    assertTrue(Folders.taken("zcp-7.2.6", "kc-8.7.25", "server.cfg", "# nothing\n").result().verdicts().stream().anyMatch(each -> each.kind() == Kind.NEW));
  }

  @Test
  void theSameBeforeAndAfter() {
    assertEquals(Kind.SAME, main("mysql_port = 3306\n", "mysql_port").kind());
  }

  private static List<String> sides(String from, String one, String to, String other) {
    TakeoverResult found = SideComparison.of(Folders.catalogue(), Folders.between(from, to), Folders.of(from, Map.of("server.cfg", one)), Folders.of(to, Map.of("server.cfg", other)));
    return found.verdicts().stream().map(Verdict::sentence).toList();
  }

  @Test
  void twoFoldersOfOneReleaseDifferWhereTheirValuesDo() {
    assertEquals(List.of("server.cfg: threads = 9 => 7: differs"), sides("kc-8.7.25", "threads = 9\nsync_lifetime = 90\n", "kc-8.7.25", "# another layout\nthreads=7\n"));
    assertEquals(List.of(), sides("kc-8.7.25", "threads = 9\n", "kc-8.7.25", "# the same\n\nthreads\t= 9\n"));
    assertEquals(List.of("server.cfg: threads = 8 => 7: differs (built in on the first side)"), sides("kc-8.7.25", "\n", "kc-8.7.25", "threads = 7\n"));
  }

  @Test
  void twoFoldersOfTwoReleasesAreComparedByMeaning() {
    String old = "enable_hosted_zarafa = yes\nmysql_database = mail\nlicense_socket = /x\n";
    List<String> found = sides("zcp-7.2.6", old, "kc-11.0.2", "enable_hosted_kopano = no\nmysql_database = mail\nattachment_storage = database\n");
    assertTrue(found.contains("server.cfg: enable_hosted_zarafa -> enable_hosted_kopano = yes => no: differs"), found::toString);
    assertTrue(found.stream().noneMatch(each -> each.contains("mysql_database")), found::toString);
    assertTrue(found.stream().anyMatch(each -> each.contains("license_socket") && each.contains("removed")), found::toString);
  }

  @Test
  void aFileOnOneSideOnlyIsSaid() {
    TakeoverOptions options = Folders.between("kc-8.7.25", "kc-8.7.25");
    ConfigTree one = Folders.of("kc-8.7.25", Map.of("server.cfg", "\n", "gateway.cfg", "\n"));
    List<Verdict> found = SideComparison.of(Folders.catalogue(), options, one, Folders.of("kc-8.7.25", Map.of("server.cfg", "\n"))).verdicts();
    assertEquals(List.of("gateway.cfg: *: differs (the file is on the first side only)"), found.stream().map(Verdict::sentence).toList());
  }

  @Test
  void twoReleasesDifferInWhatTheyShip() {
    Taken taken = new Taken(Folders.between("zcp-7.2.6", "kc-8.7.25"), new Takeover(Folders.catalogue(), Folders.between("zcp-7.2.6", "kc-8.7.25")).run(ReleaseFolder.of(Folders.catalogue(), Release.of("zcp-7.2.6")), ConfigTree.EMPTY));
    assertTrue(taken.result().verdicts().stream().noneMatch(each -> each.kind() == Kind.KEPT || each.kind() == Kind.UNKNOWN), () -> taken.result().verdicts().stream().filter(each -> each.kind() == Kind.KEPT || each.kind() == Kind.UNKNOWN).map(Verdict::sentence).toList().toString());
    assertEquals(Kind.DEFAULT_CHANGED, taken.result().verdicts().stream().filter(each -> each.directive().equals("process_model")).findFirst().orElseThrow().kind());
  }
}
