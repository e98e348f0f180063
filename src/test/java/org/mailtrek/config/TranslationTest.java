package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mailtrek.config.Folders.Taken;

/** What releases say in other directives, in either direction. */
final class TranslationTest {

  @Test
  void listeningBecomesAListFrom85On() {
    Taken server = Folders.taken("zcp-7.2.6", "kc-8.5.0", "server.cfg", "server_bind = 10.0.0.1\nserver_tcp_port = 1236\nserver_ssl_enabled = yes\n");
    assertEquals("10.0.0.1:1236", server.value("server.cfg", "server_listen"));
    assertEquals("10.0.0.1:237", server.value("server.cfg", "server_listen_tls"));
    assertEquals("no", server.value("server.cfg", "server_tcp_enabled"), "else the port would be opened twice");
  }

  @Test
  void listeningStaysAsItIsBefore85() {
    Taken server = Folders.taken("zcp-7.2.6", "kc-8.4.0", "server.cfg", "server_bind = 10.0.0.1\nserver_tcp_port = 1236\n");
    assertEquals("10.0.0.1", server.value("server.cfg", "server_bind"));
    assertEquals("1236", server.value("server.cfg", "server_tcp_port"));
    assertEquals("yes", server.value("server.cfg", "server_tcp_enabled"));
  }

  @Test
  void bothWaysOf85BecomeOneListIn87() {
    Taken server = Folders.taken("kc-8.5.0", "kc-8.7.25", "server.cfg", "server_tcp_enabled = yes\nserver_listen = 10.0.0.1:1236\n");
    assertEquals("*:236 10.0.0.1:1236", server.value("server.cfg", "server_listen"));
  }

  @Test
  void whatWasOpenStaysOpenWhere9WouldOnlyListenToTheMachineItself() {
    assertEquals("*:236", Folders.taken("kc-8.7.25", "kc-9.0.1", "server.cfg", "threads = 9\n").value("server.cfg", "server_listen"));
    assertEquals("*:143", Folders.taken("kc-8.7.25", "kc-11.0.2", "gateway.cfg", "# nothing\n").value("gateway.cfg", "imap_listen"));
    assertEquals("*:2003", Folders.taken("kc-8.7.25", "kc-11.0.2", "dagent.cfg", "# nothing\n").value("dagent.cfg", "lmtp_listen"));
  }

  @Test
  void theInterfaceOfTheDeliveryAgentGoesIntoTheListFrom9On() {
    assertEquals("*%eth1:2003", Folders.taken("zcp-7.2.6", "kc-11.0.2", "dagent.cfg", "server_bind_intf = eth1\nserver_bind =\n").value("dagent.cfg", "lmtp_listen"));
    assertEquals("*%eth1:2003", Folders.taken("kc-8.7.25", "kc-9.0.1", "dagent.cfg", "server_bind_intf = eth1\n").value("dagent.cfg", "lmtp_listen"));
    Taken before = Folders.taken("zcp-7.2.6", "kc-8.7.25", "dagent.cfg", "server_bind_intf = eth1\n");
    assertEquals("eth1", before.value("dagent.cfg", "server_bind_intf"));
    assertEquals("*:2003", before.value("dagent.cfg", "lmtp_listen"));
  }

  @Test
  void theListBecomesAddressPortAndSwitchOnTheWayBack() {
    Taken gateway = Folders.taken("kc-8.7.25", "kc-8.6.9", "gateway.cfg", "imap_listen = 10.0.0.1:1143\npop3_listen =\nimaps_listen = 10.0.0.1:993\npop3s_listen =\n");
    assertEquals("10.0.0.1", gateway.value("gateway.cfg", "server_bind"));
    assertEquals("1143", gateway.value("gateway.cfg", "imap_port"));
    assertEquals("yes", gateway.value("gateway.cfg", "imaps_enable"));
    assertEquals("no", gateway.value("gateway.cfg", "pop3_enable"));
    assertFalse(gateway.file("gateway.cfg").sets("imap_listen"));
    assertEquals("", gateway.lost("imap_listen"));
  }

  @Test
  void theWayBackSaysWhatIsLost() {
    Taken gateway = Folders.taken("kc-8.7.25", "kc-8.3.0", "gateway.cfg", "imap_listen = 10.0.0.1:143 10.0.0.2:1143\npop3_listen = 127.0.0.1:110\nimaps_listen = 10.0.0.1:993\n");
    assertEquals("10.0.0.1", gateway.value("gateway.cfg", "server_bind"));
    assertTrue(gateway.lost("imap_listen").contains("10.0.0.2:1143 is given up"), gateway.lost("imap_listen"));
    assertTrue(gateway.lost("pop3_listen").contains("on 10.0.0.1 instead of 127.0.0.1"), gateway.lost("pop3_listen"));
    Taken delivery = Folders.taken("kc-8.7.25", "kc-8.6.9", "dagent.cfg", "lmtp_listen =\n");
    assertTrue(delivery.lost("lmtp_listen").contains("can't be switched off"), delivery.lost("lmtp_listen"));
  }

  @Test
  void theWayBackKeepsTheInterfaceOfTheDeliveryAgent() {
    assertEquals("eth1", Folders.taken("kc-8.7.25", "kc-8.2.1", "dagent.cfg", "server_bind_intf = eth1\n").value("dagent.cfg", "server_bind_intf"));
  }

  @Test
  void theWayBackFrom9KeepsTheLoopback() {
    Taken server = Folders.taken("kc-11.0.2", "kc-8.7.25", "server.cfg", "threads = 9\n");
    assertEquals("127.0.0.1:236", server.value("server.cfg", "server_listen"));
    Taken older = Folders.taken("kc-11.0.2", "kc-8.4.0", "server.cfg", "server_listen = *%eth0:236\n");
    assertEquals("", older.value("server.cfg", "server_bind"));
    assertEquals("yes", older.value("server.cfg", "server_tcp_enabled"));
    assertTrue(older.lost("server_listen").contains("the interface of *%eth0:236 can't be said"), older.lost("server_listen"));
    Taken newer = Folders.taken("kc-11.0.2", "kc-8.7.25", "gateway.cfg", "imap_listen = *%eth0:143 [::1]:1143\n");
    assertEquals("*:143 [::1]:1143", newer.value("gateway.cfg", "imap_listen"));
    assertTrue(newer.verdict("imap_listen").reason().contains("interface"), newer.verdict("imap_listen").sentence());
  }

  @Test
  void listsOfProtocolsBecomeTheLowestVersionAndBack() {
    assertEquals("tls1.1", Folders.taken("kc-8.7.25", "kc-9.0.1", "server.cfg", "server_ssl_protocols = !SSLv2 !SSLv3 !TLSv1\n").value("server.cfg", "server_tls_min_proto"));
    assertEquals("tls1.0", Folders.taken("zcp-7.2.6", "kc-11.0.2", "gateway.cfg", "ssl_protocols = !SSLv2 !SSLv3\n").value("gateway.cfg", "tls_min_proto"));
    assertEquals("tls1.2", Folders.taken("zcp-7.2.6", "kc-11.0.2", "ical.cfg", "ssl_protocols = TLSv1.2\n").value("ical.cfg", "tls_min_proto"));
    assertEquals("tls1.2", Folders.taken("zcp-7.2.6", "kc-11.0.2", "ical.cfg", "# as shipped\n").value("ical.cfg", "tls_min_proto"));
    assertEquals("!SSLv2 !SSLv3", Folders.taken("kc-11.0.2", "kc-8.7.25", "gateway.cfg", "tls_min_proto = tls1.0\n").value("gateway.cfg", "ssl_protocols"));
    Taken highest = Folders.taken("kc-11.0.2", "kc-8.7.25", "gateway.cfg", "tls_min_proto = tls1.3\n");
    assertEquals("!SSLv2 !SSLv3 !TLSv1 !TLSv1.1", highest.value("gateway.cfg", "ssl_protocols"));
  }

  @Test
  void aListThatNamesTheSecondVersionStopsNoDaemonThatHasItNot() {
    assertEquals("!SSLv3 !TLSv1", Folders.taken("zcp-7.2.6", "kc-8.3.0", "gateway.cfg", "ssl_protocols = !SSLv2 !SSLv3 !TLSv1\n").value("gateway.cfg", "ssl_protocols"));
  }

  @Test
  void ciphersOfTheAdministratorStay() {
    String text = "server_ssl_ciphers = HIGH:!aNULL\nserver_ssl_prefer_server_ciphers = yes\n";
    for (String to : new String[] {"kc-8.0.0", "kc-8.7.25", "kc-11.0.2"}) {
      assertEquals("HIGH:!aNULL", Folders.taken("zcp-7.2.6", to, "server.cfg", text).value("server.cfg", "server_ssl_ciphers"));
    }
  }

  @Test
  void theSwitchForTheSecondVersionGivesWayToTheList() {
    Taken server = Folders.taken("zcp-7.1.11", "kc-8.7.25", "server.cfg", "server_ssl_enable_v2 = yes\n");
    assertTrue(server.lost("server_ssl_enable_v2").contains("server_ssl_protocols"), server.lost("server_ssl_enable_v2"));
    assertEquals(Verdict.Kind.NOW_DEFAULT, Folders.taken("zcp-7.1.11", "kc-8.7.25", "ical.cfg", "ssl_enable_v2 = no\n").verdict("ssl_enable_v2").kind());
  }

  @Test
  void theDirectorysAddressGoesBothWays() {
    assertEquals("ldap://one.example:1389/", Folders.taken("zcp-7.0.13", "kc-8.7.25", "ldap.cfg", "ldap_host = one.example\nldap_port = 1389\n").value("ldap.cfg", "ldap_uri"));
    assertEquals("ldap://two.example/", Folders.taken("kc-8.7.25", "kc-8.4.0", "ldap.cfg", "ldap_uri = ldap://two.example/\n").value("ldap.cfg", "ldap_uri"));
    TakeoverOptions back = Folders.between("zcp-7.2.6", "zcp-7.0.13");
    Taken parts = Folders.taken(back, "ldap.cfg", "ldap_uri = ldaps://one.example:1636/ ldap://two.example/\n");
    assertEquals("one.example", parts.value("ldap.cfg", "ldap_host"));
    assertEquals("1636", parts.value("ldap.cfg", "ldap_port"));
    assertEquals("ldaps", parts.value("ldap.cfg", "ldap_protocol"));
    assertTrue(parts.lost("ldap_uri").contains("one server"), parts.lost("ldap_uri"));
  }

  @Test
  void theAutorespondersVariablesBecomeDirectivesAndBack() {
    Taken forward = Folders.taken("zcp-7.2.6", "kc-11.0.2", "autorespond", "AUTORESPOND_CC=1\nAUTORESPOND_NORECIP=\"1\"\nTIMELIMIT=$[12*60*60]\nSENDMAILCMD=/opt/sendmail\n");
    assertEquals("yes", forward.value("autorespond.cfg", "autorespond_cc"));
    assertEquals("yes", forward.value("autorespond.cfg", "autorespond_norecip"));
    assertEquals("43200", forward.value("autorespond.cfg", "timelimit"));
    assertEquals(Verdict.Kind.REMOVED, forward.verdict("SENDMAILCMD").kind());
    Taken both = Folders.taken("zcp-7.2.6", "kc-8.7.25", "autorespond", "AUTORESPOND_CC=1\n");
    assertEquals("1", both.value("autorespond", "AUTORESPOND_CC"));
    assertEquals("yes", both.value("autorespond.cfg", "autorespond_cc"));
    Taken back = Folders.taken("kc-11.0.2", "kc-8.4.0", "autorespond.cfg", "autorespond_cc = yes\ntimelimit = 3600\n");
    assertEquals("1", back.value("autorespond", "AUTORESPOND_CC"));
    assertEquals("3600", back.value("autorespond", "TIMELIMIT"));
  }
}
