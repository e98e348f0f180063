package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code configutil}, {@code configutil -p PREFIX}, {@code configutil -o NAME [-v VALUE]}. */
final class Configuring implements VendorProgram.Tool {

  @Override
  public int run(Installation installed, List<String> words, Appendable out) throws IOException, Failure {
    Settings settings = installed.settings();
    if (words.isEmpty() || words.size() == 2 && words.get(0).equals("-p")) {
      for (Map.Entry<String, String> each : settings.all().entrySet()) {
        if (words.isEmpty() || each.getKey().startsWith(words.get(1))) {
          out.append(each.getKey()).append('|').append(each.getValue()).append('\n');
        }
      }
      return 0;
    }
    if (words.size() == 4 && words.get(0).equals("-o") && words.get(2).equals("-v")) {
      settings.set(words.get(1), words.get(3));
      return 0;
    }
    if (words.size() == 2 && words.get(0).equals("-o")) {
      Optional<String> value = settings.value(words.get(1));
      out.append(value.map(each -> each + "\n").orElse(""));
      return value.isPresent() ? 0 : 1;
    }
    throw new Failure(1, "usage: configutil [-p prefix | -o option [-v value]]");
  }
}
