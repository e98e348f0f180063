package org.mailtrek.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every directive of every configuration file from Zarafa 7.0.3 to Kopano Core 11.0.2: default, status, what replaced it.
 *
 * <p>Reads the program's own resource, made by {@code scripts/catalogue}: the text when it is opened, a file's rows when that file is first
 * asked for. Safe for use by several threads.
 */
public final class Catalogue {

  /** The oldest and the newest release that the catalogue was made from. */
  public static final String OLDEST = "zcp-7.0.3";

  /** The newest release that the catalogue was made from. */
  public static final String NEWEST = "kc-11.0.2";

  private static final String NEWEST_ZARAFA = "zcp-7.2.6";
  private static final byte[] NONE = {};
  private static final String RESOURCE = "catalogue.txt";

  private final String text;
  private final Map<String, int[]> sections = new HashMap<>();
  private final List<Replacement> replacements = new ArrayList<>();
  private final Map<String, byte[]> comments = new HashMap<>();
  private final Map<String, Map<String, List<Span>>> parsed = new HashMap<>();

  private final Map<String, CatalogueFile> files = new HashMap<>();
  private final Remarks remarks = new Remarks();
  private final Map<String, byte[]> stock = new ConcurrentHashMap<>();

  private Catalogue(String text) {
    this.text = text;
    index();
  }

  /** Opens the catalogue that comes with the program. */
  public static Catalogue open() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + RESOURCE);
      }
      return new Catalogue(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void index() {
    int at = 0;
    while (text.charAt(at) == '!') {
      int end = text.indexOf('\n', at);
      head(text.substring(at, end));
      at = end + 1;
    }
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int next = text.indexOf("\n@", end);
      int stop = next < 0 ? text.length() : next + 1;
      sections.put(text.substring(at + 1, end), new int[] {end + 1, stop});
      at = stop;
    }
  }

  private void head(String line) {
    if (line.startsWith("!rename\t")) {
      replacements.add(Replacement.parse(line));
    } else if (line.startsWith("!comments\t")) {
      String[] field = line.split("\t");
      comments.put(field[1], field[2].getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Returns the names of the files that a release reads or ships an example of, sorted. */
  public SortedSet<String> files(Release release) {
    SortedSet<String> names = new TreeSet<>();
    for (String name : sections.keySet()) {
      if (!file(release, name).unknown()) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Returns what a release knows of a file. The two templates of {@code ldap.cfg} hold the names of {@code ldap.cfg} with the template's values.
   *
   * @return with no directive in it when the release does not know the file
   */
  public CatalogueFile file(Release release, String name) {
    synchronized (files) {
      return files.computeIfAbsent(release + " " + name, key -> collected(release, name));
    }
  }

  private CatalogueFile collected(Release release, String name) {
    Map<String, List<Span>> own = spans(name);
    boolean template = name.startsWith("ldap.") && !name.equals("ldap.cfg") && !name.equals("ldap.propmap.cfg") && !own.isEmpty();
    Map<String, List<Span>> codes = template ? spans("ldap.cfg") : Map.of();
    Map<String, Directive> found = new LinkedHashMap<>();
    for (String each : merged(List.copyOf(own.keySet()), List.copyOf(codes.keySet()))) {
      List<Span> shown = own.getOrDefault(each, List.of());
      Optional<Directive> shared = codes.containsKey(each) ? Directive.known(each, codes.get(each), shown, release) : Optional.empty();
      shared.or(() -> Directive.known(each, shown, shown, release)).ifPresent(directive -> found.put(each, directive));
    }
    return new CatalogueFile(name, release, found);
  }

  /** Returns the names of two sorted lists, sorted, each once. */
  private static List<String> merged(List<String> some, List<String> others) {
    if (others.isEmpty()) {
      return some;
    }
    List<String> all = new ArrayList<>(some.size() + others.size());
    int at = 0;
    for (String each : some) {
      while (at < others.size() && others.get(at).compareTo(each) < 0) {
        all.add(others.get(at++));
      }
      at += at < others.size() && others.get(at).equals(each) ? 1 : 0;
      all.add(each);
    }
    all.addAll(others.subList(at, others.size()));
    return all;
  }

  /** Returns the file of a release as {@link StockFile} writes it; nobody may change the array. */
  byte[] stock(Release release, String name) {
    return stock.computeIfAbsent(release + " " + name, key -> StockFile.write(file(release, name)));
  }

  /** Returns the releases with which something begins or ends: between two of them nothing changes. */
  public SortedSet<Release> releases() {
    SortedSet<Release> all = new TreeSet<>(List.of(Release.of(OLDEST), Release.of(NEWEST_ZARAFA), Release.of(NEWEST)));
    for (String file : sections.keySet()) {
      for (List<Span> rows : spans(file).values()) {
        for (Span row : rows) {
          all.add(row.first());
          row.last().ifPresent(all::add);
        }
      }
    }
    return all;
  }

  /** Returns every replacement of directives and files, oldest first. */
  public List<Replacement> replacements() {
    return Collections.unmodifiableList(replacements);
  }

  /** Returns what people should know of a directive beyond its default. */
  public Optional<String> remark(String directive) {
    return remarks.of(directive);
  }

  boolean worthALook(String directive) {
    return remarks.worthALook(directive);
  }

  /** Returns the rows on a directive of a file: how its default and status went from release to release. */
  List<Span> history(String file, String directive) {
    return spans(file).getOrDefault(directive, List.of());
  }

  /** Returns the names of all files of all releases, sorted. */
  public SortedSet<String> files() {
    return new TreeSet<>(sections.keySet());
  }

  /** Returns whether a shipped file of this name holds this comment line; blanks and the sign in front don't matter. */
  boolean shippedComment(String file, String line) {
    byte[] digest = Comments.digest(line).getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = comments.getOrDefault(file, NONE);
    int low = 0;
    int high = all.length / 8 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = order(all, middle * 8, digest);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return false;
  }

  private static int order(byte[] all, int at, byte[] digest) {
    for (int letter = 0; letter < digest.length; letter++) {
      int order = all[at + letter] - digest[letter];
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private Map<String, List<Span>> spans(String file) {
    synchronized (parsed) {
      return parsed.computeIfAbsent(file, this::parse);
    }
  }

  private Map<String, List<Span>> parse(String file) {
    int[] section = sections.get(file);
    if (section == null) {
      return Map.of();
    }
    Map<String, List<Span>> rows = new LinkedHashMap<>();
    List<Span> current = List.of();
    int at = section[0];
    while (at < section[1]) {
      int end = text.indexOf('\n', at);
      if (text.charAt(at) == '\t') {
        current.add(new Span(text, at));
      } else {
        current = new ArrayList<>();
        rows.put(text.substring(at, end), current);
      }
      at = end + 1;
    }
    return rows;
  }
}
