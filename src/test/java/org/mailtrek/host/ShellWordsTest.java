package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quoting, judged by the shell itself. */
class ShellWordsTest {

  @TempDir Path folder;

  private void arrivesUnharmed(List<byte[]> arguments) throws Exception {
    List<byte[]> line = new ArrayList<>(List.of("printf".getBytes(StandardCharsets.US_ASCII), "%s\\0".getBytes(StandardCharsets.US_ASCII)));
    line.addAll(arguments);
    Programs.Ended ended = Children.of("here").run(ShellWords.quote(line), List.of("/bin/sh", "-s"));
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (byte[] each : arguments) {
      expected.writeBytes(each);
      expected.write(0);
    }
    assertEquals("", ended.err());
    assertArrayEquals(expected.toByteArray(), ended.out());
  }

  @Test
  void everyArgumentArrivesByteForByteAndRunsNothing() throws Exception {
    Path canary = folder.resolve("canary");
    List<byte[]> hard = new ArrayList<>(DiskContract.hardNames());
    for (String each : List.of("", "'", "''", "\\", "~", "#x", "a=b", "!", "$HOME", "${x}", "<(x)", "a\n")) {
      hard.add(each.getBytes(StandardCharsets.UTF_8));
    }
    for (String each : List.of("$(touch C)", "`touch C`", "';touch C;'", "\";touch C;\"", "\n touch C \n", "&& touch C", "|touch C", "'\\''$(touch C)")) {
      hard.add(each.replace("C", canary.toString()).getBytes(StandardCharsets.UTF_8));
    }
    arrivesUnharmed(hard);
    assertFalse(Files.exists(canary));
  }

  @Test
  void randomBytesArriveUnharmed() throws Exception {
    long seed = Long.getLong("mailtrek.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] special = "'\"\\$`;&|<>(){}[]*?!#~=% \t\n".getBytes(StandardCharsets.US_ASCII);
    List<byte[]> arguments = new ArrayList<>();
    for (int count = 0; count < 400; count++) {
      byte[] argument = new byte[random.nextInt(12)];
      for (int at = 0; at < argument.length; at++) {
        argument[at] = random.nextBoolean() ? special[random.nextInt(special.length)] : (byte) (1 + random.nextInt(255));
      }
      arguments.add(argument);
    }
    arrivesUnharmed(arguments);
  }

  @Test
  void nulCannotBeGivenToAProgram() {
    assertThrows(IllegalArgumentException.class, () -> ShellWords.quote(List.of(new byte[] {'a', 0})));
  }

  @Test
  void plainWordsStayReadable() {
    assertEquals("ls -l /etc/x 'a b'", new String(ShellWords.quoteTexts(List.of("ls", "-l", "/etc/x", "a b")), StandardCharsets.UTF_8));
  }
}
