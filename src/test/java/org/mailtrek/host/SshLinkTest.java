package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** The shells of one session: how many there are, and what becomes of those that fail. */
@RequiresLab({"sshd", "ssh-keygen"})
class SshLinkTest {

  private static final byte[] NOTHING = new byte[0];

  @TempDir Path folder;

  private static ShellWorker.Reply ask(ShellWorker worker, String script) throws Exception {
    return worker.ask('m', script.getBytes(US_ASCII), NOTHING, Duration.ofSeconds(20));
  }

  @Test
  void aShellThatFailedWhileItKilledAnotherIsNotCountedAsLent() throws Exception {
    try (LabSshd sshd = LabSshd.start(); SshLink link = new SshLink(sshd.target("lab", sshd.port()), new NoAnswers())) {
      ShellWorker first = link.borrow();
      ShellWorker other = link.borrow();
      ask(other, "words() { printf '\\n%s 0\\n' $mark; printf '\\n%s\\n' $mark >&2; }; answer() { words; answer() { exit 3; }; }");
      link.giveBack(other);
      link.kill(first);
      List<ShellWorker> all = new ArrayList<>();
      for (int each = 0; each < 8; each++) {
        all.add(link.borrow());
      }
      assertEquals(8, all.size());
    }
  }

  @Test
  void aShellThatDoesNotStartTakesNoChannelAway() throws Exception {
    Path command = Files.writeString(folder.resolve("command"),
        "#!/bin/sh\n[ ! -e " + folder.resolve("shut") + " ] || exit 0\neval \"$SSH_ORIGINAL_COMMAND\"\n", UTF_8);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (LabSshd sshd = LabSshd.start(Map.of("ForceCommand", command.toString()));
        SshLink link = new SshLink(sshd.target("lab", sshd.port()), new NoAnswers())) {
      ShellWorker lent = link.borrow();
      Files.createFile(folder.resolve("shut"));
      assertThrows(TrekException.class, link::borrow);
      Files.delete(folder.resolve("shut"));
      assertEquals(0, ask(link.borrow(), "true").code());
      assertEquals(0, ask(lent, "true").code(), "the session is the same");
    }
  }

  @Test
  void aMachineThatAllowsFewChannelsIsWaitedFor() throws Exception {
    try (LabSshd sshd = LabSshd.start(Map.of("MaxSessions", "2"));
        SshLink link = new SshLink(sshd.target("lab", sshd.port()), new NoAnswers())) {
      ShellWorker one = link.borrow();
      link.borrow();
      CompletableFuture<ShellWorker> third = new CompletableFuture<>();
      new Thread(() -> {
        try {
          third.complete(link.borrow());
        } catch (TrekException e) {
          third.completeExceptionally(e);
        }
      }).start();
      link.giveBack(one);
      assertSame(one, third.get());
    }
  }

  private static CompletableFuture<ShellWorker> borrowed(SshLink link) {
    CompletableFuture<ShellWorker> worker = new CompletableFuture<>();
    new Thread(() -> {
      try {
        worker.complete(link.borrow());
      } catch (TrekException e) {
        worker.completeExceptionally(e);
      }
    }).start();
    return worker;
  }

  @Test
  void severalWhoComeAtOnceShareTheChannelsThatAMachineAllows() throws Exception {
    for (int round = 0; round < 5; round++) {
      try (LabSshd sshd = LabSshd.start(Map.of("MaxSessions", "1")); SshLink link = new SshLink(sshd.target("lab", sshd.port()), new NoAnswers())) {
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
          all.add(borrowed(link).thenApply(worker -> {
            try {
              int code = ask(worker, "true").code();
              link.giveBack(worker);
              return code;
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }));
        }
        for (CompletableFuture<Integer> each : all) {
          assertEquals(0, each.get());
        }
      }
    }
  }
}
