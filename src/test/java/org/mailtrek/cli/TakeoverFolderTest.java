package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain folders taken over, with all that lies beside the configuration files. */
final class TakeoverFolderTest {

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @BeforeEach
  void fill() throws IOException {
    file("old/server.cfg", "threads = 9\nserver_ssl_key_file = /etc/zarafa/ssl/own.pem\n");
    file("old/ssl/own.pem", "key");
    file("old/license/base", "ABC");
    file("old/quotamail/userwarning.mail", "see /etc/zarafa/quotamail\n");
    Files.setPosixFilePermissions(file("old/userscripts/createuser", "exec /usr/bin/zarafa-admin $ZARAFA_USER\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(folder.resolve("old/webapp"), Path.of("/usr/share/zarafa-webapp"));
  }

  private Spoken take(String strategy, String... more) {
    List<String> words = new ArrayList<>(List.of("config", "takeover", "--source", "old", "--target", "new", "--from", "zcp-7.2.6", "--to", "kc-8.7.25", "--strategy", strategy));
    words.addAll(List.of(more));
    return Spoken.in(folder, words.toArray(String[]::new));
  }

  @Test
  void carriesWhatLiesBesideByEitherStrategy() throws IOException {
    for (String strategy : List.of("merge", "copy")) {
      Path target = folder.resolve("new");
      assertEquals(2, take(strategy, "--plan").exit());
      assertFalse(Files.exists(target), "a preview wrote");
      take(strategy, "--yes").well();
      assertTrue(Files.readString(target.resolve("server.cfg")).contains("server_ssl_key_file = /etc/kopano/ssl/own.pem"));
      assertEquals("key", Files.readString(target.resolve("ssl/own.pem")));
      assertEquals("ABC", Files.readString(target.resolve("license/base")));
      assertEquals("see /etc/kopano/quotamail\n", Files.readString(target.resolve("quotamail/userwarning.mail")));
      assertEquals("exec /usr/bin/kopano-admin $KOPANO_USER\n", Files.readString(target.resolve("userscripts/createuser")));
      assertTrue(Files.isExecutable(target.resolve("userscripts/createuser")));
      assertEquals(Path.of("/usr/share/kopano-webapp"), Files.readSymbolicLink(target.resolve("webapp")));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("ssl/own.pem"))));
      assertTrue(take(strategy, "--yes").well().out().contains("0 directives") || take(strategy, "--plan").exit() == 0, "a second takeover finds nothing to do");
      Files.move(target, folder.resolve("done-" + strategy));
    }
  }

  @Test
  void keepsWhatItOverwrites() throws IOException {
    file("new/server.cfg", "# theirs\n");
    take("copy", "--yes").well();
    assertEquals("# theirs\n", Files.readString(folder.resolve("new/server.cfg.before-takeover")));
  }

  @Test
  void leavesAloneWhatIsThereAndSaysSo() throws IOException {
    file("new/ssl/own.pem", "another");
    assertTrue(take("merge", "--plan").out().contains("is there already with other content"));
    take("merge", "--yes").well();
    assertEquals("another", Files.readString(folder.resolve("new/ssl/own.pem")));
  }
}
