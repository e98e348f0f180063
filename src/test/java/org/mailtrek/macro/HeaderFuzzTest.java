package org.mailtrek.macro;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mailtrek.fuzz.Fuzzing;

/** Whatever the head of a macro says, it is read or refused by its line. */
final class HeaderFuzzTest {

  @Test
  void anyHeadIsReadOrRefused() throws InterruptedException {
    Fuzzing.of("head of a macro", "// Compares this estate with another.\n// reads\n// takes DIR   the other's folder\n// option --attribute NAME   what is compared [mail]\n// flag --remove   takes away\n// example compare DIR   who differs\n\nprintln 1\n", "// x\n")
        .words("// takes ", "// option --", "// flag --", "// example ", "// reads\n", " [", "]", "   ", "NAME", "// after ")
        .feed(input -> Header.of("x.groovy", new String(input, StandardCharsets.UTF_8)));
  }
}
