package org.mailtrek.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.fuzz.Fuzzing;

/** State files of silent upgrades, whatever they hold. */
final class StateFileFuzzTest {

  @Test
  void aStateFileIsCheckedAndKeepsItsBytes() throws InterruptedException {
    Fuzzing.of("state file", StateFile.write("upgrade", Map.of()).text(), StateFile.write("uninstall", Map.of()).text()).words("=", "\n#", "\nVERB=", "upgrade", "\r\n", "==", " \n").feed(input -> {
      String text = new String(input, StandardCharsets.ISO_8859_1);
      StateFile read = StateFile.parse(text);
      assertEquals(text, read.text());
      assertEquals(Optional.of("x"), StateFile.parse(read.with("NEW_KEY", "x").text()).value("NEW_KEY"));
      StateFileCheck.of(read);
      read.overridden(Map.of());
    });
  }
}
