package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Shell functions that the machines are given, as they lie beside this class. */
final class HostScript {

  private HostScript() {}

  /** Returns the text of one of them. */
  static String of(String name) {
    try (InputStream in = HostScript.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " is part of the program", e);
    }
  }
}
