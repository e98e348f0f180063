package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way to run programs of a machine must do. The machine is this one, however it is reached. */
abstract class ProgramsContract {

  /** Returns the programs of this machine. */
  abstract Programs programs() throws Exception;

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    List<String> words = List.of("printf", "%s|", "", "a b", "it's", "$HOME", "`id`", "x\ny", "\\n", "-n", "ü*?[a]~", "!x");
    Programs.Ended ended = programs().run(new byte[0], words);
    assertEquals(String.join("|", words.subList(2, words.size())) + "|", ended.text(), ended.err());
  }

  @Test
  void codeAndBothOutputsAreTold() throws Exception {
    Programs.Ended ended = programs().run("sh", "-c", "echo out; echo err >&2; exit 7");
    assertEquals(7, ended.code());
    assertEquals("out\n", ended.text());
    assertEquals("err\n", ended.err());
    assertFalse(ended.ok());
  }

  @Test
  void allBytesPassThroughUnchanged() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Programs.Ended ended = programs().stream(new ByteArrayInputStream(bytes), out, List.of("cat"));
    assertTrue(ended.ok(), ended.err());
    assertEquals(0, ended.out().length);
    assertArrayEquals(bytes, out.toByteArray());
  }

  @Test
  void aProgramNeedNotReadItsInput() throws Exception {
    assertEquals(3, programs().run(new byte[1_000_000], List.of("sh", "-c", "exit 3")).code());
  }

  @Test
  void theEnvironmentHoldsPathAndCharsetAndWhatIsAdded() throws Exception {
    String seen = programs().with("EXTRA", "it's 1").run("env").text();
    assertTrue(seen.lines().anyMatch("EXTRA=it's 1"::equals), seen);
    assertTrue(seen.lines().anyMatch("LC_ALL=C.UTF-8"::equals), seen);
    assertFalse(seen.contains("JAVA"), seen);
  }

  @Test
  void inputThatBreaksOffIsNoEnd() throws Exception {
    InputStream broken = new InputStream() {
      private int left = 10;

      @Override
      public int read() throws IOException {
        if (left-- == 0) {
          throw new IOException("the cable was pulled");
        }
        return 'x';
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        bytes[offset] = (byte) read();
        return 1;
      }
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrekException thrown = assertThrows(TrekException.class, () -> programs().stream(broken, out, List.of("cat")));
    assertTrue(thrown.getMessage().contains("the cable was pulled"), thrown.getMessage());
  }

  @Test
  void aProgramThatTakesTooLongIsKilledWithItsChildren(@TempDir Path folder) throws Exception {
    Path pid = folder.resolve("pid");
    Programs hasty = programs().within(Duration.ofMillis(1500));
    TrekException thrown = assertThrows(TrekException.class, () -> hasty.run("sh", "-c", "sh -c 'echo $$ > " + pid + "; exec sleep 600'; true"));
    assertTrue(thrown.getMessage().contains("did not end within"), thrown.getMessage());
    assertGone(Long.parseLong(Files.readString(pid, UTF_8).strip()));
  }

  /** Notes every signal that it can; it needs a moment to put its store in order. */
  private static List<String> noting(Path notes) {
    return List.of("sh", "-c", "trap 'echo told >> " + notes + "; sleep 0.5; echo closed >> " + notes + "; exit 0' TERM; echo $$ > " + notes + "; while :; do sleep 0.1; done");
  }

  @Test
  void aProgramThatMustNotBeKilledIsToldToEndAndWaitedFor(@TempDir Path folder) throws Exception {
    Path notes = folder.resolve("notes");
    Programs gentle = programs().within(Duration.ofMillis(1500)).gently(Duration.ofSeconds(20));
    TrekException thrown = assertThrows(TrekException.class, () -> gentle.run(new byte[0], noting(notes)));
    assertTrue(thrown.getMessage().contains("did not end within 1 s and " + Programs.ENDED), thrown.getMessage());
    assertEquals(List.of("told", "closed"), Files.readAllLines(notes).subList(1, 3));
  }

  @Test
  void anInterruptTellsItToo(@TempDir Path folder) throws Exception {
    Path notes = folder.resolve("notes");
    CompletableFuture<TrekException> told = new CompletableFuture<>();
    Programs gentle = programs().gently(Duration.ofSeconds(20));
    Thread runner = new Thread(() -> {
      try {
        gentle.run(new byte[0], noting(notes));
        told.completeExceptionally(new AssertionError("ended by itself"));
      } catch (TrekException e) {
        told.complete(e);
      }
    });
    runner.start();
    while (!Files.exists(notes) || Files.size(notes) == 0) {
      Thread.sleep(20);
    }
    runner.interrupt();
    TrekException thrown = told.get(30, TimeUnit.SECONDS);
    assertEquals(TrekException.Kind.INTERRUPTED, thrown.kind());
    assertTrue(thrown.getMessage().contains(Programs.ENDED), thrown.getMessage());
    assertEquals(List.of("told", "closed"), Files.readAllLines(notes).subList(1, 3));
  }

  @Test
  void oneThatDoesNotEndWhenToldGoesOn(@TempDir Path folder) throws Exception {
    Path pid = folder.resolve("pid");
    Programs gentle = programs().within(Duration.ofMillis(1500)).gently(Duration.ofSeconds(1));
    TrekException thrown = assertThrows(TrekException.class, () -> gentle.run("sh", "-c", "trap '' TERM; echo $$ > " + pid + "; exec sleep 60"));
    ProcessHandle left = ProcessHandle.of(Long.parseLong(Files.readString(pid, UTF_8).strip())).orElseThrow();
    assertTrue(left.isAlive());
    assertTrue(left.destroyForcibly());
    assertTrue(thrown.getMessage().contains(Programs.STILL), thrown.getMessage());
  }

  @Test
  void anInterruptEndsTheProgramToo(@TempDir Path folder) throws Exception {
    Path pid = folder.resolve("pid");
    Path up = folder.resolve("up");
    assertTrue(programs().run("mkfifo", up.toString()).ok());
    CompletableFuture<TrekException> told = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread runner = new Thread(() -> {
      try {
        Programs here = programs();
        begun.countDown();
        here.run("sh", "-c", "echo $$ > " + pid + "; echo up > " + up + "; exec sleep 600");
        told.completeExceptionally(new AssertionError("ended by itself"));
      } catch (TrekException e) {
        told.complete(e);
      } catch (Exception e) {
        told.completeExceptionally(e);
      }
    });
    runner.start();
    assertTrue(begun.await(20, TimeUnit.SECONDS));
    assertEquals("up\n", Files.readString(up, UTF_8)); // waits for the other end of the pipe
    runner.interrupt();
    assertEquals(TrekException.Kind.INTERRUPTED, told.get(20, TimeUnit.SECONDS).kind());
    assertGone(Long.parseLong(Files.readString(pid, UTF_8).strip()));
  }

  /** A process that was killed may take a moment to be gone. */
  private static void assertGone(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElse(null);
    if (process != null && process.isAlive()) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
  }
}
