package org.mailtrek.discovery;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.mailtrek.config.ByteText;
import org.mailtrek.host.HostPath;

/** Finds lines in text files that speak of something; comments don't count. Lines may hold passwords, so none is handed on, only known words in it. */
final class Marks {

  private static final int LONGEST = 160;

  private Marks() {}

  /** Hands the known words of each fitting line of a file (maybe none), and {@code FILE:LINE}, to a sink. */
  static void in(HostFiles files, HostPath file, Predicate<String> fits, KnownWords words, BiConsumer<String, String> sink) {
    int number = 0;
    for (String line : files.lines(file)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith(";") && fits.test(text)) {
        sink.accept(words.in(text), file + ":" + number);
      }
    }
  }

  static String shown(String line) {
    String text = ByteText.show(line).replaceAll("[\\p{Cntrl}\\s]+", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
