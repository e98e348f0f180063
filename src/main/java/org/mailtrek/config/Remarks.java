package org.mailtrek.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people should know of some directives beyond default and status. Read when it is first asked for; safe for several threads. */
final class Remarks {

  private static final String RESOURCE = "remarks.txt";

  private final Map<String, String[]> rows = new HashMap<>();

  private synchronized Map<String, String[]> rows() {
    if (rows.isEmpty()) {
      for (String line : text().split("\n")) {
        String[] field = line.split("\t");
        if (field.length == 3) {
          rows.put(field[0], field);
        }
      }
    }
    return rows;
  }

  private static String text() {
    try (InputStream in = Remarks.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> names() {
    return Set.copyOf(rows().keySet());
  }

  /** Returns what there is to say of a directive, in whichever file. */
  Optional<String> of(String directive) {
    return Optional.ofNullable(rows().get(directive)).map(row -> row[2]);
  }

  /** Returns whether a directive that a release is the first to have deserves attention. */
  boolean worthALook(String directive) {
    return Optional.ofNullable(rows().get(directive)).map(row -> row[1].equals("look")).orElse(false);
  }
}
