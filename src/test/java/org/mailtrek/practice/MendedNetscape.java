package org.mailtrek.practice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mailtrek.host.TrekException;

/** The practice estate {@code netscape} without the messages that the maker's {@code upgrade} leaves in place. */
public final class MendedNetscape {

  private MendedNetscape() {}

  /** Makes it; its servers don't run afterwards. */
  public static void make(Path folder, int users, long seed) throws IOException, TrekException {
    PracticeLab.make("netscape", folder, users, seed);
    try (Stream<Path> all = Files.walk(folder.resolve("practice/lab1"))) {
      for (Path each : all.filter(path -> path.endsWith("folder.idx")).toList()) {
        mend(each);
      }
    }
  }

  private static void mend(Path index) throws IOException {
    List<String> kept = new ArrayList<>();
    for (String line : Files.readAllLines(index)) {
      String[] words = line.split(" ");
      Path message = index.resolveSibling(words[0] + ".msg");
      if (words[0].equals("netscape3") || Files.exists(message) && Files.size(message) == Long.parseLong(words[1])) {
        kept.add(line);
      }
    }
    var time = Files.getLastModifiedTime(index);
    Files.write(index, kept);
    Files.setLastModifiedTime(index, time);
  }
}
