package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server logs while it starts is answered line by line, with what to type next (K10, K15). */
final class StartLogTest {

  private final List<String> said = new ArrayList<>();
  private final StartLog log = new StartLog("mail1", List.of("old", "K-1216: of the last start", "old"), said::add);

  private List<String> now(String... lines) {
    said.clear();
    log.now(List.of(lines));
    return said;
  }

  @Test
  void onlyNewLinesAreAnsweredAndEachMeaningOnce() {
    assertEquals(List.of(), now("old", "K-1216: of the last start", "old"));
    assertEquals(List.of("raises the database schema, now to 68"), now("old", "K-1216: of the last start", "old", "Starting kopano-server version 8.7.25", "Upgrading database to schema 68"));
    assertEquals(List.of("raises the database schema, now to 69"), now("old", "Starting kopano-server version 8.7.25", "Upgrading database to schema 68", "Upgrading database to schema 69"));
    assertEquals(List.of("! the table of names holds rows twice: the upgrade of the schema stops half-way: services stop mail1 kopano-server, then there, by hand: kopano-dbadm k-1216; then start it again"), now("Upgrading database to schema 69", "K-1216: duplicate rows", "K-1216: duplicate rows"));
    assertEquals(List.of("tables are not utf8mb4: characters beyond the basic plane are not kept"), now("K-1244: x").stream().map(each -> each.replaceFirst(": services.*", "")).toList());
  }

  @Test
  void whatMattersIsAnsweredWithTheNextCommand() {
    assertEquals(List.of(
            "! the configuration names server_bind, which this release does not know: config explain server_bind, then: config lint",
            "! attachment_storage must be files: the database says where attachments are: config set attachment_storage files",
            "! the users' plugin does not come up: nobody can sign in, though the server says that it has started: config lint, for ldap.cfg, then: ldap verify",
            "! out of safe mode the server would delete user 3: identity check",
            "! the server deletes user 3, since the directory under its configuration does not name it: its mailbox is orphaned: services stop mail1 kopano-server, at once; then: identity check"),
        now("Config error: Unknown option \"server_bind\" found!", "Attachments are stored with option \"files\", but \"database\" is selected.", "Cannot instantiate user plugin", "would delete user 3 (ext: x)", "Auto-deleting user 3 (ext: entry gone)"));
  }
}
