package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks {@code worker.sh} for the contents of several files at once, and takes the answer apart: between two stand words that no file can know. */
final class SmallFiles {

  private final int few;
  private final EndMark end = new EndMark();

  /** Asks for files that hold fewer bytes. */
  SmallFiles(int few) {
    this.few = few;
  }

  byte[] call(List<HostPath> files) {
    List<byte[]> words = new ArrayList<>(List.of("contents".getBytes(StandardCharsets.US_ASCII), end.word(), Integer.toString(few).getBytes(StandardCharsets.US_ASCII)));
    files.forEach(each -> words.add(each.bytes()));
    return ShellWords.quote(words);
  }

  /** Returns the contents of those that could be read whole. */
  Map<HostPath, byte[]> read(byte[] answer, List<HostPath> files) {
    Map<HostPath, byte[]> contents = new HashMap<>();
    int start = 0;
    for (HostPath each : files) {
      int stop = end.next(answer, start);
      if (stop < 0) {
        break;
      }
      int line = stop + end.length();
      boolean read = line + 2 < answer.length && answer[line + 1] == '0' && answer[line + 2] == '\n';
      if (read && stop - start < few) {
        contents.put(each, Arrays.copyOfRange(answer, start, stop));
      }
      start = line;
      while (start < answer.length && answer[start++] != '\n') {
        // the code, and the end of its line
      }
    }
    return contents;
  }
}
