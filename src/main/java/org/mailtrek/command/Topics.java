package org.mailtrek.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** The guides of {@code help topics}: text files beside this class, the first line being the subject. */
final class Topics {

  private static final String[] NAMES = {"exit-codes", "kopano-upgrade", "language", "macros", "secrets", "shell", "undo", "zcp-to-kopano"};

  private Topics() {}

  static SortedMap<String, String> all() {
    SortedMap<String, String> topics = new TreeMap<>();
    for (String name : NAMES) {
      try (InputStream in = Topics.class.getResourceAsStream("topics/" + name + ".txt")) {
        if (in == null) {
          throw new IllegalStateException("no text for topic " + name);
        }
        topics.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return topics;
  }
}
