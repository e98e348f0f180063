package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** Programs behind a real sshd. */
@RequiresLab({"sshd", "ssh-keygen"})
class SshProgramsTest extends ProgramsContract {

  private static final List<String> ZEROS = List.of("head", "-c", "50000000", "/dev/zero");

  private static LabSshd sshd;
  private static SshHost host;

  @BeforeAll
  static void start() throws TrekException {
    sshd = LabSshd.start();
    host = SshHost.open(sshd.target("near", sshd.port()), new NoAnswers());
  }

  @AfterAll
  static void stop() {
    host.close();
    sshd.close();
  }

  @Override
  Programs programs() {
    return host.programs();
  }

  @Test
  void whatAProgramLeavesBehindIsNotWaitedFor() throws Exception {
    Programs.Ended ended = programs().run("sh", "-c", "sleep 600 & echo $!");
    assertTrue(ended.ok(), ended.err());
    assertTrue(programs().run("kill", ended.text().strip()).ok());
  }

  @Test
  void outputWithoutItsEndIsAFailure() throws Exception {
    TrekException failure = assertThrows(TrekException.class, () -> programs().run("sh", "-c", "echo a part; kill -9 $PPID"));
    assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
    try (FarProxy proxy = new FarProxy(sshd.port(), Duration.ZERO); SshHost far = SshHost.open(sshd.target("far", proxy.port()), new NoAnswers())) {
      AtomicLong heard = new AtomicLong();
      OutputStream cutting = taking(length -> {
        if (heard.addAndGet(length) == length) {
          proxy.cut();
        }
      });
      failure = assertThrows(TrekException.class, () -> far.programs().stream(new ByteArrayInputStream(new byte[0]), cutting, ZEROS));
      assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
      assertTrue(heard.get() < 50_000_000);
    }
  }

  /** The taker of an output asks the same machine, and there is more output than fits into memory. */
  @Test
  void whoeverTakesSlowlyHoldsUpNobodyElse() throws Exception {
    AtomicLong heard = new AtomicLong();
    OutputStream asking = taking(length -> {
      if (heard.getAndAdd(length) == 0) {
        assertTrue(programs().run("sh", "-c", "sleep 0.5").ok());
        assertTrue(host.view().stat(HostPath.of("/etc/passwd")).isPresent());
      }
    });
    assertTrue(programs().within(Duration.ofSeconds(30)).stream(new ByteArrayInputStream(new byte[0]), asking, ZEROS).ok());
    assertEquals(50_000_000, heard.get());
  }

  private interface Taker {
    void take(int length) throws TrekException;
  }

  private static OutputStream taking(Taker taker) {
    return new OutputStream() {
      @Override
      public void write(int each) throws IOException {
        write(new byte[1], 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          taker.take(length);
        } catch (TrekException e) {
          throw new IOException(e);
        }
      }
    };
  }
}
