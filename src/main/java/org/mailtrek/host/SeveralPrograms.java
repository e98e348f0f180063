package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks {@code worker.sh} for what several programs say at once, and takes the answer apart. */
final class SeveralPrograms {

  private final EndMark end = new EndMark();

  /** Returns the request; each line is a whole command, quoted already. */
  byte[] call(List<byte[]> lines) {
    List<byte[]> words = new ArrayList<>(List.of("several".getBytes(StandardCharsets.US_ASCII), end.word()));
    words.addAll(lines);
    return ShellWords.quote(words);
  }

  /** Returns how they ended, in their order; fewer where the answer was cut off. */
  List<Programs.Ended> read(byte[] answer) {
    List<Programs.Ended> ended = new ArrayList<>();
    for (int start = 0; start < answer.length; ) {
      int out = end.next(answer, start);
      int errors = out < 0 ? -1 : end.next(answer, out + end.length());
      int line = errors + end.length();
      int stop = errors < 0 ? -1 : lineEnd(answer, line);
      if (stop < 0) {
        break;
      }
      int code = Integer.parseInt(new String(answer, line, stop - line, StandardCharsets.US_ASCII));
      String said = new String(answer, out + end.length(), errors - out - end.length(), StandardCharsets.UTF_8);
      ended.add(new Programs.Ended(code, Arrays.copyOfRange(answer, start, out), said));
      start = stop + 1;
    }
    return ended;
  }

  private static int lineEnd(byte[] answer, int from) {
    for (int at = from; at < answer.length; at++) {
      if (answer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
