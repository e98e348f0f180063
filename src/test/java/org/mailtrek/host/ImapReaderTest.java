package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers of IMAP servers are read as they are meant, and what is none ends the reading. */
class ImapReaderTest {

  private static final List<String> GOOD = List.of("* LIST (\\HasNoChildren) \"/\" \"B&APw-ro\"\r\n", "* STATUS INBOX (UIDVALIDITY 3 UIDNEXT 9)\r\n", "* 12 FETCH (FLAGS (\\Seen $Work) UID 7 BODY[HEADER.FIELDS (A B)] {4}\r\nA\r\n) INTERNALDATE \" 1-Jan-2000 00:00:00 +0000\")\r\n",
      "* OK [UIDVALIDITY 3] (said)\r\n", "m1 OK [APPENDUID 3 17] Done\r\n", "+ go on\r\n", "* SEARCH \r\n", "* 3 EXPUNGE\r\n", "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n");

  private static ImapReader reader(String text) {
    return new ImapReader(new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
  }

  @Test
  void answersAreReadAsTheyAreMeant() throws IOException {
    ImapReader reader = reader(String.join("", GOOD));
    assertEquals(List.of(List.of("\\HasNoChildren"), "/", "B&APw-ro"), reader.answer().values());
    assertEquals(Optional.of("9"), ImapAnswer.of((List<?>) reader.answer().values().get(1), "UIDNEXT"));
    List<?> fetched = (List<?>) reader.answer().values().get(0);
    assertEquals(List.of("FLAGS", List.of("\\Seen", "$Work"), "UID", "7", "BODY[HEADER.FIELDS (A B)]", "A\r\n)", "INTERNALDATE", " 1-Jan-2000 00:00:00 +0000"), fetched);
    assertEquals(Optional.of(List.of("UIDVALIDITY", "3")), reader.answer().code("UIDVALIDITY"));
    ImapAnswer appended = reader.answer();
    assertEquals("m1 17 true", appended.tag() + " " + appended.code("appenduid").orElseThrow().get(2) + " " + appended.ok());
    assertEquals("+", reader.answer().tag());
    assertEquals(List.of(), reader.answer().values());
    assertEquals(3, reader.answer().number());
    assertEquals(List.of(List.of(List.of("", "/")), "", ""), reader.answer().values());
  }

  @Test
  void aMessageIsReadAsItComesAndWhatFollowsItToo() throws IOException {
    ImapReader reader = reader("* 1 FETCH (UID 7 BODY[] {5}\r\na\0)\r\n FLAGS (\\Seen))\r\nm1 OK done\r\n");
    reader.answer();
    byte[] into = new byte[9];
    assertEquals(5, reader.content().orElseThrow());
    assertEquals(5, reader.read(into, 0, 9));
    assertEquals("a\0)\r\n", new String(into, 0, 5, StandardCharsets.ISO_8859_1));
    reader.rest();
    assertEquals("m1", reader.answer().tag());
  }

  @Test
  void aContentThatIsNotGivenIsNoEmptyOne() throws IOException {
    ImapReader reader = reader("* 1 FETCH (UID 7 BODY[] NIL FLAGS ([old Bug[1))\r\n* 1 FETCH (UID 7 BODY[] \"\")\r\n* 1 FETCH (BODY[] 7)\r\n");
    assertEquals(List.of("UID", "7", "FLAGS", List.of("[old", "Bug[1")), reader.answer().values().get(0));
    assertEquals(List.of("UID", "7", "BODY[]", ""), reader.answer().values().get(0));
    assertThrows(IOException.class, reader::answer);
  }

  @Test
  void whatHasNoEndIsGivenUp() {
    InputStream endless = new InputStream() {
      @Override
      public int read() {
        return 'x';
      }
    };
    for (String start : List.of("", "* LIST ", "* LIST \"", "* 1 FETCH (BODY[")) {
      ImapReader reader = new ImapReader(new SequenceInputStream(new ByteArrayInputStream(start.getBytes(StandardCharsets.US_ASCII)), endless));
      assertTrue(assertThrows(IOException.class, reader::answer).getMessage().contains("no end"), start);
    }
    assertThrows(IOException.class, () -> reader("* LIST {99999999999}\r\n").answer());
    assertThrows(IOException.class, () -> reader("* LIST " + "(".repeat(100_000)).answer());
    assertThrows(IOException.class, () -> reader("* SEARCH" + " 1".repeat(100_000) + "\r\n").answer(), "values that take far more memory than bytes");
  }

  @Test
  void whatIsNoneOfImapEndsInAnErrorThatIsTold() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String letters = "*+ ()[]{}\"\\\r\n01az\0\u00ff";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        text.replace(at, Math.min(text.length(), at + random.nextInt(3)), String.valueOf(letters.charAt(random.nextInt(letters.length()))));
      }
      ImapReader reader = reader(text.toString());
      try {
        while (reader.content().isEmpty()) {
          reader.answer();
        }
      } catch (IOException told) {
        assertTrue(told.getMessage() != null, "seed " + seed);
      }
    }
  }
}
