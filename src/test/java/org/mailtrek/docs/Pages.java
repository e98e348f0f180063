package org.mailtrek.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation. */
final class Pages {

  private Pages() {}

  static List<Path> all() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> found = Files.walk(Path.of("docs"))) {
      found.filter(each -> each.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }
}
