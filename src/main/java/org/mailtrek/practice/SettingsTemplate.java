package org.mailtrek.practice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.config.StockFile;

/**
 * The configuration files of a release as its packages bring them: which directives, in which order, with which values, and which of them
 * are only shown as comments. The remarks above them are our own.
 */
final class SettingsTemplate {

  private final String release;
  private final Map<String, List<Line>> files;
  private final Properties remarks;

  private SettingsTemplate(String release, Map<String, List<Line>> files, Properties remarks) {
    this.release = release;
    this.files = files;
    this.remarks = remarks;
  }

  /** Loads the template of a release, such as {@code zcp-7.2.6}. */
  static SettingsTemplate of(String release) {
    Map<String, List<Line>> files = SettingsTemplate.class.getResource(release + ".settings") == null ? catalogued(Release.of(release)) : ordered(release);
    Properties remarks = new Properties();
    try {
      remarks.load(new java.io.StringReader(text("remarks.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SettingsTemplate(release, files, remarks);
  }

  /** Reads the files with their directives in the order of the release's own. */
  private static Map<String, List<Line>> ordered(String release) {
    Map<String, List<Line>> files = new LinkedHashMap<>();
    List<Line> current = new ArrayList<>();
    for (String line : text(release + ".settings").split("\n")) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        files.put(line.substring(1, line.length() - 1), current);
      } else {
        current.add(Line.parse(line));
      }
    }
    return files;
  }

  /** Makes the files of a release of which the order is not known from the catalogue. */
  private static Map<String, List<Line>> catalogued(Release release) {
    Catalogue catalogue = Catalogue.open();
    Map<String, List<Line>> files = new LinkedHashMap<>();
    for (String file : catalogue.files(release)) {
      if (file.endsWith(".cfg")) {
        String stock = new String(StockFile.write(catalogue.file(release, file)), StandardCharsets.UTF_8);
        files.put(file, stock.lines().filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.startsWith("#!")).map(Line::parse).toList());
      }
    }
    return files;
  }

  /** Returns the names of the files. */
  Set<String> files() {
    return files.keySet();
  }

  /** Returns whether a file sets or shows a directive. */
  boolean knows(String file, String directive) {
    return files.get(file).stream().anyMatch(line -> line.name().equals(directive));
  }

  /** Returns a file with some directives set to other values; those that it doesn't show are added at the end. */
  String render(String file, Map<String, String> edits) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(file).append(" of ").append(release).append("\n# A line that begins with # is a comment; what is not set has the built-in default.\n");
    Map<String, String> open = new LinkedHashMap<>(edits);
    boolean plain = file.endsWith("propmap.cfg");
    for (Line line : files.get(file)) {
      String remark = remarks.getProperty(line.name());
      if (remark != null && !plain) {
        text.append('\n').append("# ").append(remark).append('\n');
      } else if (!plain) {
        text.append('\n');
      }
      String edit = open.remove(line.name());
      text.append(edit == null ? line.text() : new Line(line.name(), edit, true, false).text()).append('\n');
    }
    open.forEach((name, value) -> text.append('\n').append(new Line(name, value, true, false).text()).append('\n'));
    return text.toString();
  }

  static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String resource) {
    try (InputStream in = SettingsTemplate.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One directive; an instruction such as {@code !include} has its argument as value. */
  private record Line(String name, String value, boolean active, boolean instruction) {

    static Line parse(String line) {
      if (line.startsWith("!")) {
        int blank = line.indexOf(' ');
        return new Line(line.substring(0, blank), line.substring(blank + 1), true, true);
      }
      boolean active = !line.startsWith("#");
      int equals = line.indexOf('=');
      return new Line(line.substring(active ? 0 : 1, equals).strip(), line.substring(equals + 1).strip(), active, false);
    }

    String text() {
      if (instruction) {
        return name + " " + value;
      }
      return (active ? "" : "#") + name + " =" + (value.isEmpty() ? "" : " " + value);
    }
  }
}
