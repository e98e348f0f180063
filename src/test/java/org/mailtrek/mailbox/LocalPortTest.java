package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who says nothing holds no connection; who waits for us does. */
@Timeout(60)
class LocalPortTest {

  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir private Path folder;

  private final CountDownLatch letGo = new CountDownLatch(1);

  private LocalPort open(LocalPort.Talk talk) throws Exception {
    return LocalPort.open(folder + "/ask", (in, out) -> {
      try {
        talk.speak(in, out);
      } finally {
        letGo.countDown();
      }
    }, SHORT);
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    for (int each = in.read(); each >= 0; each = in.read()) {
      out.write(each);
    }
  }

  private SocketChannel come() throws Exception {
    return LocalPort.connect(folder + "/ask");
  }

  private static int say(SocketChannel guest) throws IOException {
    guest.write(ByteBuffer.wrap(new byte[] {'x'}));
    return guest.read(ByteBuffer.allocate(1));
  }

  @Test
  void whoSaysNothingIsLetGo() throws Exception {
    try (LocalPort port = open(LocalPortTest::echo);
        SocketChannel guest = come()) {
      assertEquals(1, say(guest));
      assertEquals(-1, guest.read(ByteBuffer.allocate(1)), "he was closed, after " + SHORT);
      assertTrue(letGo.await(20, TimeUnit.SECONDS));
      try (SocketChannel next = come()) {
        assertEquals(1, say(next), "others come in");
      }
      assertEquals(0, port.number());
    }
  }

  @Test
  void whoTakesNothingIsLetGo() throws Exception {
    try (LocalPort port = open((in, out) -> out.write(new byte[1 << 24]));
        SocketChannel guest = come()) {
      assertTrue(letGo.await(20, TimeUnit.SECONDS), "what he does not take holds nobody");
      assertTrue(guest.isOpen());
      assertEquals(0, port.number());
    }
  }

  @Test
  void whoWaitsForAnAnswerIsNot() throws Exception {
    try (LocalPort port = open((in, out) -> {
      int asked = in.read();
      try {
        TimeUnit.MILLISECONDS.sleep(3 * SHORT.toMillis()); // moves his mail
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      out.write(asked);
    });
        SocketChannel guest = come()) {
      assertEquals(1, say(guest));
      assertEquals(0, port.number());
    }
  }
}
