package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages hang together. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : Pages.all()) {
      Matcher link = LINK.matcher(prose(page));
      while (link.find()) {
        links++;
        if (!link.group(1).contains("://") && !leads(page, link.group(1))) {
          broken.add(page + ": " + link.group(1));
        }
      }
    }
    assertTrue(links > 20, "only " + links + " links found");
    assertEquals(List.of(), broken);
  }

  @Test
  void everyPageIsReachedFromTheFirst() throws IOException {
    Set<Path> reached = new HashSet<>();
    reach(Path.of("README.md"), reached);
    List<Path> lost = Pages.all().stream().filter(page -> !reached.contains(page)).toList();
    assertEquals(List.of(), lost);
  }

  @Test
  void theFirstPageIsShort() throws IOException {
    assertTrue(Files.readAllLines(Path.of("README.md")).size() <= 120);
  }

  private static void reach(Path page, Set<Path> reached) throws IOException {
    if (!reached.add(page)) {
      return;
    }
    Matcher link = LINK.matcher(prose(page));
    while (link.find()) {
      Path to = target(page, link.group(1).replaceFirst("#.*", ""));
      if (to.toString().endsWith(".md") && Files.isRegularFile(to)) {
        reach(to, reached);
      }
    }
  }

  private static boolean leads(Path page, String link) throws IOException {
    int hash = link.indexOf('#');
    Path to = hash == 0 ? page : target(page, hash < 0 ? link : link.substring(0, hash));
    return Files.exists(to) && (hash < 0 || headings(to).contains(link.substring(hash + 1)));
  }

  private static Path target(Path page, String link) {
    Path folder = page.getParent();
    return (folder == null ? Path.of(link) : folder.resolve(link)).normalize();
  }

  private static Set<String> headings(Path page) throws IOException {
    Set<String> found = new HashSet<>();
    for (String line : prose(page).lines().filter(each -> each.startsWith("#")).toList()) {
      String title = line.replaceFirst("#+ +", "").toLowerCase(Locale.ROOT);
      found.add(title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
    return found;
  }

  /** The page without its blocks of code. */
  private static String prose(Path page) throws IOException {
    return Files.readString(page).replaceAll("(?s)```.*?\n```", "");
  }
}
