package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReadTest {

  private static MessageRead read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return MessageRead.of(new ByteArrayInputStream(bytes), bytes.length);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
    "'Subject: a\r\n\r\nb\r\n'; []",
    "'Subject: a\n\nb\u0000\n'; [NUL]",
    "'Subject: grün\n\nb\n'; [EIGHT_BIT_HEADER]",
    "'Subject: a\n\ngrün\n'; []",
    "'nothing\n\nb\n'; [NO_HEADER]",
    "''; [NO_HEADER]",
    "'Content-Type: multipart/mixed;\n boundary=\"x y\"\n\n--x y\n\na\n--x y--\n'; []",
    "'Content-Type: Multipart/Mixed; charset=a; boundary=xy\n\n--xy\n\na\n--x'; [TRUNCATED]",
    "'Content-Type: text/plain; boundary=xy\n\n--xy\n'; []"
  })
  void saysWhatOthersWouldStumbleOver(String text, String oddities) throws IOException {
    assertEquals(oddities, read(text).oddities().toString());
  }

  @Test
  void tellsSizeDigestAndMessageId() throws IOException {
    MessageRead read = read("Received: x\nMESSAGE-ID:\n <1@x>\n\nMessage-ID: <2@x>\n");
    assertEquals("1@x", read.messageId());
    assertEquals(50, read.bytes());
    assertEquals(64, read.digest().length());
    assertEquals("[OTHER_SIZE]", MessageRead.of(new ByteArrayInputStream("A: b\n\n".getBytes(StandardCharsets.US_ASCII)), 7).oddities().toString());
  }
}
