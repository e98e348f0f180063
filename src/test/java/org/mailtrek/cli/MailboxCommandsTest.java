package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.WholeProgram;

/** Message stores as people look at them. */
class MailboxCommandsTest {

  private static final String ESTATE = """
      estate: old
      hosts: { mail: { local: true } }
      directory: { url: "ldap://127.0.0.1:%d", base: "o=airius.com" }
      products:
        - { host: mail, product: netscape, version: "3.6", data: "%s/mailbox-3.x", instance: "%s/msg-tango" }
      """;

  @TempDir private Path folder;
  private InMemoryDirectoryServer directory;

  @BeforeEach
  void make() throws IOException, LDAPException, LDIFException {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("o=airius.com");
    config.setSchema(null);
    config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("here", InetAddress.getLoopbackAddress(), 0, null));
    directory = new InMemoryDirectoryServer(config);
    directory.startListening();
    directory.add("dn: o=airius.com", "objectClass: organization", "o: airius.com");
    person("joe", "");
    person("amy", "mailMessageStore: /disk1/partition.one/");
    person("zoe", "mailMessageStore: /disk2/Partition-One");
    person("eve", "mailMessageStore: third");
    Files.createDirectories(folder.resolve("mailbox-3.x/joe/INBOX"));
    Files.writeString(folder.resolve("mailbox-3.x/joe/INBOX/folder.idx"), "netscape3 1 77 3\n1 7 852076800 -\n2 9 852076801 S\n");
    Files.writeString(folder.resolve("mailbox-3.x/joe/INBOX/1.msg"), "A: b\n\n\u0000");
    Files.writeString(folder.resolve("mailbox-3.x/joe/INBOX/2.msg"), "A: b\n\nc\n");
    Files.writeString(folder.resolve("estate.yaml"), ESTATE.formatted(directory.getListenPort(), folder, folder));
  }

  @AfterEach
  void end() {
    directory.shutDown(true);
  }

  private void person(String uid, String more) throws LDAPException, LDIFException {
    directory.add(("dn: uid=" + uid + ",o=airius.com\nobjectClass: mailRecipient\nuid: " + uid + "\n" + more).strip().split("\n"));
  }

  private WholeProgram.Ended typed(int exit, String... words) {
    WholeProgram.Ended ended = WholeProgram.run(folder, List.of(words));
    assertEquals(exit, ended.exit(), ended::text);
    return ended;
  }

  @Test
  void aSurveyCountsAndNamesWhatIsOdd() throws IOException {
    String text = typed(0, "mailbox", "survey", "--content").text();
    assertTrue(text.contains("netscape3 mail:"), text);
    assertTrue(text.contains("! 1 of 2 that were read: holds NUL bytes"), text);
    assertTrue(text.contains("! 1 of 2 that were read: has not the size that the store's list says"), text);
    assertTrue(typed(0, "mailbox", "survey", "--json").text().contains("\"messages\":2"), "counted");
    Files.writeString(folder.resolve("mailbox-3.x/joe/INBOX/folder.idx"), "netscape3 2\n");
    assertTrue(typed(2, "mailbox", "survey").text().contains("folder.idx, line 1"), "named");
    assertTrue(typed(64, "mailbox", "survey", "--store", "imap4:/x").text().contains("one of maildir:/PATH/%u"), "what there is");
  }

  @Test
  void partitionsOfOneNameAreRefusedUntilOneIsChosen() throws IOException {
    String refused = typed(5, "mailbox", "partitions", "--lists", "lists").text();
    assertTrue(refused.contains("--name /disk2/Partition-One=partitionone2"), refused);
    assertFalse(Files.exists(folder.resolve("lists")));
    String text = typed(0, "mailbox", "partitions", "--lists", "lists", "--name", "/disk2/Partition-One=two").text();
    assertTrue(text.contains("configutil -o store.partition.two.path -v \"/disk2/Partition-One/.0004x.two\""), text);
    assertTrue(text.contains("unclear: uid=eve,o=airius.com"), text);
    assertEquals("[4x partition]:primary\n[3x MailStorePath]:" + folder + "/mailbox-3.x\n#---------List of mail user id ------\njoe\n", Files.readString(folder.resolve("lists/__up.primary.txt")));
    assertTrue(Files.readString(folder.resolve("lists/__up.partitionone.txt")).endsWith("\namy\n"));
    String one = typed(0, "mailbox", "survey", "--users", "lists/__up.primary.txt").text();
    assertTrue(one.contains("joe"), one);

    // again changes nothing, and what an administrator reordered stays; other users are not overwritten
    Path list = folder.resolve("lists/__up.two.txt");
    typed(0, "mailbox", "partitions", "--lists", "lists", "--name", "/disk2/Partition-One=two");
    Files.writeString(list, Files.readString(list) + "another\n");
    assertTrue(typed(5, "mailbox", "partitions", "--lists", "lists", "--name", "/disk2/Partition-One=two").text().contains("__up.two.txt"), "refused");
    assertTrue(Files.readString(list).endsWith("zoe\nanother\n"));
  }
}
