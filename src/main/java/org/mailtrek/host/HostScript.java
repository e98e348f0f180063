package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;

/** Shell functions that the machines are given, as they lie beside this class. */
final class HostScript {

  private HostScript() {}

  /** Returns the text of one of them. */
  static byte[] of(String name) {
    try (InputStream in = HostScript.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name + " is part of the program", e);
    }
  }
}
