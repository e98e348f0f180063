package org.mailtrek.estate;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.mailtrek.host.TrekException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place in {@code estate.yaml}.
 *
 * @param file the file
 * @param line counted from 1; 0 when it is not known
 * @param key the whole key, such as {@code directory.url}; empty for the file
 */
record YamlPlace(Path file, int line, String key) {

  YamlPlace key(String name) {
    return new YamlPlace(file, line, key.isEmpty() ? name : key + "." + name);
  }

  YamlPlace at(Node node) {
    return new YamlPlace(file, node.getStartMark().map(Mark::getLine).map(zero -> zero + 1).orElse(line), key);
  }

  /** Returns an exception that names file, line and key. */
  TrekException wrong(String what) {
    return TrekException.at(where())
        .kind(TrekException.Kind.ESTATE)
        .found((key.isEmpty() ? "the file" : key) + " " + what)
        .next("correct it, then type: estate check");
  }

  TrekException unknown(String name, List<String> known) {
    String nearest = known.stream().min(Comparator.comparingInt(each -> distance(name, each))).orElse("");
    boolean near = !nearest.isEmpty() && distance(name, nearest) <= Math.max(2, name.length() / 3);
    return TrekException.at(where())
        .kind(TrekException.Kind.ESTATE)
        .found(key + " is not known" + (near ? "; did you mean " + nearest + "?" : ""))
        .next("known here: " + String.join(", ", known));
  }

  private String where() {
    return line > 0 ? file + ", line " + line : file.toString();
  }

  private static int distance(String one, String two) {
    int[] row = new int[two.length() + 1];
    for (int at = 0; at <= two.length(); at++) {
      row[at] = at;
    }
    for (int a = 1; a <= one.length(); a++) {
      int diagonal = row[0];
      row[0] = a;
      for (int b = 1; b <= two.length(); b++) {
        int above = row[b];
        int exchanged = diagonal + (one.charAt(a - 1) == two.charAt(b - 1) ? 0 : 1);
        row[b] = Math.min(exchanged, 1 + Math.min(above, row[b - 1]));
        diagonal = above;
      }
    }
    return row[two.length()];
  }
}
