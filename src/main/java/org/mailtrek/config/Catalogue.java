package org.mailtrek.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int[] NONE = new int[2];
  private static final String RESOURCE = "catalogue.txt";

  private final byte[] text;
  private final Boundaries boundaries = new Boundaries();
  private final Map<String, int[]> sections = new HashMap<>();
  private final List<Replacement> replacements = new ArrayList<>();
  private final Map<String, int[]> comments = new HashMap<>();
  private final Map<String, Map<String, Rows>> parsed = new HashMap<>();

  private final Map<String, CatalogueFile> files = new HashMap<>();
  private final Remarks remarks = new Remarks();
  private final Map<String, byte[]> stock = new ConcurrentHashMap<>();

  private Catalogue(byte[] text) {
    this.text = text;
    index();
  }

  /** Opens the catalogue that comes with the program. */
  public static Catalogue open() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + RESOURCE);
      }
      return new Catalogue(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds what the resource holds; the rows of files and the digests of comments are passed over, and read when they are asked for. */
  private void index() {
    for (int at = 0; at < text.length; ) {
      int end = end(at, '\n');
      int tab = end(at, '\t');
      if (text[at] == '@') {
        int stop = end + 1 + number(tab + 1, end);
        sections.put(text(at + 1, tab), new int[] {end + 1, stop});
        at = stop;
      } else if (text[at + 1] == 'c') {
        int length = end(tab + 1, '\t');
        int digests = end(length + 1, '\t') + 1;
        int stop = digests + number(length + 1, digests - 1);
        comments.put(text(tab + 1, length), new int[] {digests, stop});
        at = stop + 1;
      } else {
        head(text(at, end), text(at, tab));
        at = end + 1;
      }
    }
  }

  private void head(String line, String kind) {
    if (kind.equals("!rename")) {
      replacements.add(Replacement.parse(line));
    } else if (kind.equals("!releases")) {
      boundaries.add(line.charAt(kind.length() + 1), line.substring(kind.length() + 3));
    }
  }

  private int end(int from, char sign) {
    int at = from;
    while (text[at] != sign) {
      at++;
    }
    return at;
  }

  private int number(int from, int end) {
    int number = 0;
    for (int at = from; at < end; at++) {
      number = 10 * number + text[at] - '0';
    }
    return number;
  }

  private String text(int from, int end) {
    return new String(text, from, end - from, StandardCharsets.ISO_8859_1);
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
    Map<String, Rows> own = rows(name);
    Boundaries.Place place = boundaries.place(release);
    boolean template = name.startsWith("ldap.") && !name.equals("ldap.cfg") && !name.equals("ldap.propmap.cfg") && !own.isEmpty();
    Map<String, Rows> codes = template ? rows("ldap.cfg") : Map.of();
    Map<String, Directive> found = new LinkedHashMap<>();
    for (String each : merged(List.copyOf(own.keySet()), List.copyOf(codes.keySet()))) {
      Rows shown = own.getOrDefault(each, Rows.NONE);
      Optional<Directive> shared = codes.containsKey(each) ? Directive.known(each, codes.get(each), shown, place) : Optional.empty();
      Optional<Directive> known = shared.isPresent() ? shared : Directive.known(each, shown, shown, place);
      if (known.isPresent()) {
        found.put(each, known.get());
      }
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
    all.addAll(boundaries.all());
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
  Rows history(String file, String directive) {
    return rows(file).getOrDefault(directive, Rows.NONE);
  }

  /** Returns the releases that the rows speak of. */
  Boundaries boundaries() {
    return boundaries;
  }

  /** Returns the names of all files of all releases, sorted. */
  public SortedSet<String> files() {
    return new TreeSet<>(sections.keySet());
  }

  /** Returns whether a shipped file of this name holds this comment line; blanks and the sign in front don't matter. */
  boolean shippedComment(String file, String line) {
    byte[] digest = Comments.digest(line).getBytes(StandardCharsets.ISO_8859_1);
    int[] all = comments.getOrDefault(file, NONE);
    int low = 0;
    int high = (all[1] - all[0]) / digest.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = all[0] + middle * digest.length;
      int order = Arrays.compare(text, at, at + digest.length, digest, 0, digest.length);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return false;
  }

  private Map<String, Rows> rows(String file) {
    synchronized (parsed) {
      return parsed.computeIfAbsent(file, key -> sections.containsKey(key) ? Rows.section(text, sections.get(key)[0], sections.get(key)[1]) : Map.of());
    }
  }
}
