package org.mailtrek.engine.change;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Counts the lines that differ between two contents of a file, for one line of a plan. */
final class LineCount {

  private static final int COMPARED_AT_MOST = 1 << 20;

  private final byte[] before;
  private final byte[] after;

  LineCount(byte[] before, byte[] after) {
    this.before = before;
    this.after = after;
  }

  /** Returns such as {@code replace 3 lines, add 1, remove 2}. */
  String replaced() {
    if (Arrays.equals(before, after)) {
      return "change owner or mode";
    }
    if (before.length > COMPARED_AT_MOST || after.length > COMPARED_AT_MOST) {
      return String.format(Locale.ROOT, "replace %d bytes by %d", before.length, after.length);
    }
    int replaced = 0;
    int added = 0;
    int removed = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(lines(before), lines(after)).getDeltas()) {
      int common = delta.getType() == DeltaType.CHANGE ? Math.min(delta.getSource().size(), delta.getTarget().size()) : 0;
      replaced += common;
      removed += delta.getSource().size() - common;
      added += delta.getTarget().size() - common;
    }
    return words(replaced, added, removed);
  }

  private static String words(int replaced, int added, int removed) {
    StringBuilder text = new StringBuilder();
    append(text, "replace", replaced);
    append(text, "add", added);
    append(text, "remove", removed);
    return text.toString();
  }

  private static void append(StringBuilder text, String verb, int count) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(verb).append(' ').append(count).append(count == 1 ? " line" : " lines");
    }
  }

  private static List<String> lines(byte[] content) {
    return Arrays.asList(new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)"));
  }
}
