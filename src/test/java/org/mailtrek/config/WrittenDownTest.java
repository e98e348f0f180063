package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.config.Folders.Taken;

/** What nobody set, and must be in the new file because the new release would do otherwise. */
final class WrittenDownTest {

  @ParameterizedTest
  @CsvSource({
    "zcp-7.2.6,  kc-8.7.25, server.cfg,   attachment_storage, database",
    "kc-8.4.0,   kc-8.5.0,  server.cfg,   attachment_storage, database",
    "kc-8.7.25,  kc-9.0.1,  server.cfg,   attachment_storage, files",
    "kc-11.0.2,  kc-8.4.0,  server.cfg,   attachment_storage, files",
    "zcp-7.2.6,  kc-8.7.25, server.cfg,   mysql_database,     zarafa",
    "zcp-7.0.13, kc-8.0.0,  server.cfg,   mysql_database,     zarafa",
    "zcp-7.2.6,  kc-11.0.2, archiver.cfg, mysql_database,     zarafa-archiver",
    "zcp-7.2.6,  kc-11.0.2, server.cfg,   server_listen,      *:236",
    "zcp-7.2.6,  kc-11.0.2, gateway.cfg,  imap_listen,        *:143",
    "zcp-7.2.6,  kc-11.0.2, gateway.cfg,  pop3_listen,        *:110",
    "zcp-7.2.6,  kc-11.0.2, ical.cfg,     ical_listen,        *:8080",
    "zcp-7.2.6,  kc-11.0.2, dagent.cfg,   lmtp_listen,        *:2003",
    "kc-8.4.0,   kc-8.6.9,  server.cfg,   server_listen,      *:236",
  })
  void standsInTheNewFile(String from, String to, String file, String directive, String value) {
    for (Strategy strategy : Strategy.values()) {
      Taken taken = Folders.taken(Folders.between(from, to).with(strategy), file, "# nothing is set\n");
      assertEquals(Optional.of(value), taken.file(file).value(directive), strategy::toString);
    }
  }

  @Test
  void aStorageThatTheOlderReleaseDoesNotKnowIsSaid() {
    Taken taken = Folders.taken("kc-11.0.2", "kc-8.7.25", "server.cfg", "attachment_storage = auto\n");
    assertEquals("files", taken.value("server.cfg", "attachment_storage"));
    assertTrue(taken.result().verdicts().stream().anyMatch(each -> each.directive().equals("attachment_storage") && each.reason().contains("does not know auto")));
  }

  @ParameterizedTest
  @CsvSource({"zcp-7.0.13, kc-8.7.25", "zcp-7.1.11, kc-11.0.2", "zcp-7.2.0, kc-8.0.0", "zcp-7.2.6, kc-9.0.1"})
  void theAccountIsTheNewReleasesAlsoWhereTheOldOneWasRoot(String from, String to) {
    for (String file : List.of("server.cfg", "dagent.cfg", "spooler.cfg", "gateway.cfg", "ical.cfg", "monitor.cfg")) {
      for (String old : List.of("run_as_user =\nrun_as_group =\n", "# nothing\n", "run_as_user = zarafa\nrun_as_group = zarafa\n")) {
        for (Strategy strategy : Strategy.values()) {
          Taken taken = Folders.taken(Folders.between(from, to).with(strategy), file, old);
          assertEquals("kopano kopano", taken.value(file, "run_as_user") + " " + taken.value(file, "run_as_group"), file + " " + strategy + " " + old);
        }
      }
      assertEquals("mail", Folders.taken(from, to, file, "run_as_user = mail\n").value(file, "run_as_user"), file);
    }
  }

  @Test
  void thePathOfTheAttachmentsIsWhatThePlanSays() {
    for (Strategy strategy : Strategy.values()) {
      TakeoverOptions kept = Folders.between("zcp-7.0.13", "kc-8.7.25").with(strategy).deciding("server.cfg", "attachment_path", "/var/lib/zarafa/attachments");
      assertEquals("/var/lib/zarafa/attachments", Folders.taken(kept, "server.cfg", "# nothing\n").value("server.cfg", "attachment_path"));
      TakeoverOptions moved = Folders.between("zcp-7.0.13", "kc-8.7.25").with(strategy);
      assertEquals("/var/lib/kopano/attachments", Folders.taken(moved, "server.cfg", "attachment_path = /var/lib/zarafa\n").value("server.cfg", "attachment_path"));
      assertEquals("/srv/mail", Folders.taken(moved, "server.cfg", "attachment_path = /srv/mail\n").value("server.cfg", "attachment_path"));
    }
  }

  @Test
  void theDirectorysNamesAreWrittenDownWhereItsSchemaIsKept() {
    Map<String, String> names = Map.of("ldap_quotaoverride_attribute", "zarafaQuotaOverride", "ldap_isadmin_attribute", "zarafaAdmin", "ldap_emailaliases_attribute", "zarafaAliases", "ldap_user_type_attribute_value", "posixAccount");
    for (Strategy strategy : Strategy.values()) {
      for (String to : List.of("kc-8.0.0", "kc-8.7.25", "kc-11.0.2")) {
        Taken taken = Folders.taken(Folders.between("zcp-7.2.6", to).with(strategy).with(Schema.KEEP), "ldap.cfg", "ldap_user_type_attribute_value = posixAccount\nldap_host = x\n");
        names.forEach((name, value) -> assertEquals(value, taken.value("ldap.cfg", name), to + " " + strategy + " " + name));
      }
    }
  }
}
