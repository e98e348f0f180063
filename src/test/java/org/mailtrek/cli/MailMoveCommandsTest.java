package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.WholeProgram;

/** A move of messages as people type it. */
class MailMoveCommandsTest {

  @TempDir private Path folder;

  @BeforeEach
  void make() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), """
        estate: old
        hosts: { mail: { local: true } }
        directory: { url: "ldap://127.0.0.1:1", base: "o=airius.com" }
        products:
          - { host: mail, product: netscape, version: "3.6", data: "%1$s/old", instance: "%1$s/msg-tango" }
        """.formatted(folder));
    for (String user : List.of("amy", "joe")) {
      Path inbox = Files.createDirectories(folder.resolve("old/" + user + "/INBOX"));
      Files.writeString(inbox.resolve("folder.idx"), "netscape3 1 77 3\n1 7 852076800 -\n2 9 852076801 S\n");
      Files.writeString(inbox.resolve("1.msg"), "A: b\n\n" + user);
      Files.writeString(inbox.resolve("2.msg"), "Message-ID: <2@x>\n\nc\n");
    }
    Files.createDirectories(folder.resolve("old/joe/v1.2"));
    Files.writeString(folder.resolve("old/joe/v1.2/folder.idx"), "netscape3 1 78 1\n");
    Files.createDirectories(folder.resolve("vmail"));
  }

  private String typed(int exit, String... words) {
    WholeProgram.Ended ended = WholeProgram.run(folder, List.of(words));
    assertEquals(exit, ended.exit(), ended::text);
    return ended.text();
  }

  @Test
  void messagesAreMovedVerifiedAndTakenBack() throws IOException {
    String to = "maildir:" + folder + "/vmail/%u/Maildir";
    assertTrue(typed(64, "mailbox", "messages", "--yes").contains("--to maildir:"), "where to");
    String plan = typed(2, "mailbox", "messages", "--to", to, "--plan");
    assertTrue(plan.contains("joe, v1.2: is named v1_2 at the target"), plan);
    assertTrue(plan.contains("about 1 MiB of the "), plan);
    assertFalse(Files.exists(folder.resolve("moves")), "a plan writes nothing");
    assertTrue(typed(64, "mailbox", "messages", "--to", to).contains("--yes"), "asks");
    assertTrue(typed(0, "mailbox", "messages", "--to", to, "--yes", "--json").contains("\"moved_now\":4"), "moved");
    assertTrue(typed(0, "mailbox", "messages", "--yes", "--json").contains("\"moved_now\":0"), "again is harmless, and knows where to");
    String status = typed(0, "mailbox", "status");
    assertTrue(status.contains("2 of 2 users moved"), status);
    assertFalse(typed(0, "mailbox", "status", "--only", "failed", "--json").contains("joe"), "nobody failed");
    assertTrue(typed(0, "mailbox", "verify").contains("4 messages compared, 0 missing or different"), "verified");

    Files.writeString(folder.resolve("vmail/joe/Maildir/cur").resolve(name("joe", ".M2.")), "other");
    String different = typed(2, "mailbox", "verify");
    assertTrue(different.contains("2@x"), different);
    assertTrue(typed(64, "mailbox", "messages", "--remove", "--yes").contains("--confirm=old"), "asks for the name");
    assertTrue(typed(3, "mailbox", "messages", "--remove", "--confirm", "old").contains("1 stay at the source"), "kept what differs");
    assertTrue(Files.exists(folder.resolve("old/joe/INBOX/2.msg")));
    assertFalse(Files.exists(folder.resolve("old/amy/INBOX/1.msg")));
    assertTrue(typed(0, "mailbox", "status", "--only", "failed").contains("joe"), "named");

    assertTrue(typed(2, "mailbox", "undo", "--plan").contains("amy"), "whose");
    String undone = typed(0, "mailbox", "undo", "--yes");
    assertTrue(undone.contains("3 messages removed at the target, 3 copied back to the source, 1 left"), undone);
    assertEquals("A: b\n\namy", Files.readString(folder.resolve("old/amy/INBOX/1.msg")));
    assertFalse(Files.exists(folder.resolve("vmail/amy/Maildir/cur")));
  }

  @Test
  void howLongItWillTakeIsMeasuredWhereItWillBeWrittenAndNothingIsLeft() throws IOException {
    String to = "maildir:" + folder + "/vmail/%u/Maildir";
    Path left = Files.createDirectories(folder.resolve("vmail/.measure.mailtrek-0-0/joe/Maildir/cur")); // as a kill leaves it
    Files.writeString(left.resolve("1.M1.mailtrek,S=1:2,"), "x");
    String plan = typed(2, "mailbox", "messages", "--to", to, "--plan", "--measure", "--json");
    assertTrue(plan.matches("(?s).*\"measured\":\\[ *\\{ *\"sample\":4, *\"size_bytes\":[1-9][0-9]*, *\"took_ms\":[0-9]+, *\"messages_a_second\":[1-9].*"), plan);
    assertFalse(Files.exists(folder.resolve("vmail/.measure.mailtrek-0-0")), "nothing is left at the target");
    assertFalse(Files.exists(folder.resolve("moves/measure")), "nor beside the journal");
    assertTrue(typed(0, "mailbox", "messages", "--to", to, "--yes", "--json").contains("\"moved_now\":4"), "and none of it counts as moved");
    assertTrue(typed(64, "mailbox", "messages", "--measure", "--yes").contains("--plan --measure"), "only for plans");
  }

  @Test
  void nothingIsBegunWhereTheTargetHasNoRoom() throws IOException {
    Files.writeString(folder.resolve("old/joe/v1.2/folder.idx"), "netscape3 1 78 2\n1 99999999999999 852076800 -\n");
    String to = "maildir:" + folder + "/vmail/%u/Maildir";
    assertTrue(typed(2, "mailbox", "messages", "--to", to, "--plan").contains("has no room for it: about 94994 GiB"), "told ahead");
    String refused = typed(5, "mailbox", "messages", "--to", to, "--yes");
    assertTrue(refused.contains("has no room for it") && refused.contains("--users"), refused);
    assertFalse(Files.exists(folder.resolve("vmail/amy")), "nothing was begun");
  }

  @Test
  void oneIsMovedAtOnceAndWhoComesIsServedUntilAllAreMoved() throws Exception {
    String to = "maildir:" + folder + "/vmail/%u/Maildir";
    assertTrue(typed(2, "mailbox", "open", "joe", "INBOX", "--to", to, "--plan").contains("joe, v1.2: is named v1_2"), "a plan");
    assertTrue(typed(0, "mailbox", "open", "joe", "INBOX", "--to", to, "--yes", "--json").contains("\"moved_now\":2"), "one folder");
    assertFalse(Files.exists(folder.resolve("vmail/joe/Maildir/.v1_2")), "no other");
    assertTrue(typed(1, "mailbox", "open", "eve", "--yes").contains("no such user"), "nobody");
    assertTrue(typed(64, "mailbox", "serve", "--gate", "127.0.0.1:0", "--yes").contains("--deliver"), "both or none");
    assertTrue(typed(64, "mailbox", "serve", "--at", folder + "/at", "--gate", "192.0.2.1:24", "--deliver", "/x", "--yes").contains("loopback"), "no port for others");

    CompletableFuture<String> served = CompletableFuture.supplyAsync(() -> typed(0, "mailbox", "serve", "--at", folder + "/at", "--until-moved", "--yes", "--json"));
    for (String user : List.of("amy", "joe")) {
      String said = "";
      for (int tries = 0; tries < 200 && said.isEmpty() && !served.isDone(); tries++) {
        try (SocketChannel asked = SocketChannel.open(UnixDomainSocketAddress.of(folder + "/at/ask"))) {
          asked.write(ByteBuffer.wrap(("INBOX " + user + "\n").getBytes(StandardCharsets.UTF_8)));
          said = new String(Channels.newInputStream(asked).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notYet) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
      assertEquals("OK\n", said, user);
    }
    String text = served.get(20, TimeUnit.SECONDS);
    assertTrue(text.contains("\"served\":2"), text);
    assertTrue(Files.exists(folder.resolve("vmail/joe/Maildir/.v1_2")), "the other folders follow");
    assertTrue(Files.exists(folder.resolve("at/done/amy")), "marked");
    assertFalse(Files.exists(folder.resolve("at/ask")), "nobody answers any more");
    typed(0, "mailbox", "verify");
  }

  @Test
  void aFolderThatIsEmptyAllAtOnceIsDoubtedUntilSomebodySaysSo() throws IOException {
    StringBuilder index = new StringBuilder("netscape3 1 77 13\n");
    for (int uid = 1; uid <= 12; uid++) {
      index.append(uid + " 7 852076800 -\n");
      Files.writeString(folder.resolve("old/joe/INBOX/" + uid + ".msg"), "A: b\n\n" + uid);
    }
    Path list = folder.resolve("old/joe/INBOX/folder.idx");
    Files.writeString(list, index);
    typed(0, "mailbox", "messages", "--to", "maildir:" + folder + "/vmail/%u/Maildir", "--yes");
    Files.writeString(list, "netscape3 1 77 13\n");
    String doubted = typed(3, "mailbox", "messages", "--yes");
    assertTrue(doubted.contains("all 12 that were moved are gone from the source; they stay at the target"), doubted);
    assertEquals(12, messagesOfJoe());
    assertTrue(typed(0, "mailbox", "status", "--only", "failed").contains("--emptied"), "what to type");
    typed(0, "mailbox", "messages", "--emptied", "--yes");
    assertEquals(0, messagesOfJoe());
  }

  private long messagesOfJoe() throws IOException {
    long count = 0;
    for (String each : List.of("cur", "new")) {
      try (var all = Files.list(folder.resolve("vmail/joe/Maildir").resolve(each))) {
        count += all.count();
      }
    }
    return count;
  }

  @Test
  void nothingIsRemovedFromAStoreThatHasNoFileForEachMessage() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("spool")).resolve("joe"), "From a Mon Jan  6 10:00:00 2003\nA: b\n\nx\n");
    String refused = typed(64, "mailbox", "messages", "--from", "mbox:" + folder + "/spool", "--to", "maildir:" + folder + "/vmail/%u/Maildir", "--remove", "--confirm", "old");
    assertTrue(refused.contains("can't be removed one by one"), refused);
    assertFalse(Files.exists(folder.resolve("vmail/joe")), "nothing was begun");
  }

  private String name(String user, String part) throws IOException {
    try (var all = Files.list(folder.resolve("vmail/" + user + "/Maildir/cur"))) {
      return all.map(each -> each.getFileName().toString()).filter(each -> each.contains(part)).findFirst().orElseThrow();
    }
  }
}
