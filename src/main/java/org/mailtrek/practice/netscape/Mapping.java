package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code __upfolder.db}: which folder of the 3.x store has which name in 4.x. The maker's form is unknown; ours is {@code 3.x path|4.x name|partition}. */
final class Mapping {

  static final String FILE = "__upfolder.db";

  private Mapping() {}

  /**
   * A folder that is to be moved.
   *
   * @param path where it lies in the 3.x store
   * @param name its name in 4.x: {@code user/uid/INBOX}
   * @param partition the 4.x partition
   */
  record Pair(String path, String name, String partition) {

    String user() {
      return name.split("/")[1];
    }
  }

  static void write(Installation installed, List<Pair> pairs) throws IOException {
    StringBuilder text = new StringBuilder();
    pairs.forEach(each -> text.append(each.path()).append('|').append(each.name()).append('|').append(each.partition()).append('\n'));
    Files.writeString(installed.status(FILE), text, StandardCharsets.UTF_8);
  }

  static List<Pair> read(Installation installed) throws IOException, Failure {
    Path file = installed.status(FILE);
    if (!Files.exists(file)) {
      throw new Failure(1, "no folder was upgraded yet: run upgrade -s first");
    }
    List<Pair> found = new ArrayList<>();
    for (String each : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      String[] parts = each.split("\\|");
      found.add(new Pair(parts[0], parts[1], parts[2]));
    }
    return found;
  }
}
