package org.mailtrek.discovery;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.mailtrek.config.ByteText;
import org.mailtrek.host.HostPath;

/** Finds lines in text files that speak of something; comments don't count. */
final class Marks {

  private static final int LONGEST = 160;

  private Marks() {}

  /** Hands each fitting line of a file, and {@code FILE:LINE}, to a sink. */
  static void in(HostFiles files, HostPath file, Predicate<String> fits, BiConsumer<String, String> sink) {
    int number = 0;
    for (String line : files.lines(file)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith(";") && fits.test(text)) {
        sink.accept(shown(text), file + ":" + number);
      }
    }
  }

  /** Returns a predicate for lines that name one of these paths, or what begins with one. */
  static Predicate<String> naming(List<HostPath> paths) {
    return line -> paths.stream().anyMatch(path -> !path.root() && line.contains(path.toString()));
  }

  static String shown(String line) {
    String text = ByteText.show(line).replaceAll("[\\p{Cntrl}\\s]+", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
