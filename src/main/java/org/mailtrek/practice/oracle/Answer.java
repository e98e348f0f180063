package org.mailtrek.practice.oracle;

import java.nio.charset.StandardCharsets;
import org.mailtrek.host.Programs;

/** How a stand-in ends. */
final class Answer {

  private Answer() {}

  static Programs.Ended said(String text) {
    return new Programs.Ended(0, text.getBytes(StandardCharsets.UTF_8), "");
  }

  static Programs.Ended failed(int code, String why) {
    return new Programs.Ended(code, new byte[0], why + "\n");
  }
}
