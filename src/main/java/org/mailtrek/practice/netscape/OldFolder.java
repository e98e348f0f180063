package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A folder of the 3.x store, in the published layout {@code netscape3}. */
final class OldFolder {

  static final String INDEX = "folder.idx";

  private OldFolder() {}

  /**
   * A message as the index lists it.
   *
   * @param uid its number, which names its file
   * @param size in bytes
   * @param line its line of the index
   */
  record Listed(long uid, long size, String line) {}

  /** Reads the index through the channel that holds its lock: to open and close it anew would lose that. */
  static List<Listed> messages(FileChannel index) throws IOException {
    List<Listed> found = new ArrayList<>();
    List<String> lines = new String(Channels.newInputStream(index).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    for (String each : lines.subList(1, lines.size())) {
      String[] words = each.split(" ");
      found.add(new Listed(Long.parseLong(words[0]), Long.parseLong(words[1]), each));
    }
    return found;
  }
}
