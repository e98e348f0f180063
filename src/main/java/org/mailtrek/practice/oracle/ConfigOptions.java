package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code configutil -o OPTION [-v VALUE]} on a legacy configuration: shows an option of {@code msg.conf}, or sets it. */
final class ConfigOptions implements Tool {

  private static final String USUAL = "1";

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> config = tree.config();
    List<String> words = call.arguments();
    if (words.size() < 2 || !words.get(0).equals("-o") || words.size() == 4 && !words.get(2).equals("-v") || words.size() == 3) {
      return Answer.failed(64, "usage: configutil -o OPTION [-v VALUE]");
    }
    if (config.isEmpty() || !tree.files().has(config.get().resolve("msg.conf"))) {
      return Answer.failed(1, "configutil: no legacy configuration");
    }
    HostPath file = config.get().resolve("msg.conf");
    String begin = words.get(1) + " = ";
    List<String> lines = new ArrayList<>(tree.files().lines(file));
    if (words.size() == 2) {
      return Answer.said(lines.stream().filter(each -> each.startsWith(begin)).map(each -> each.substring(begin.length())).findFirst().orElse(USUAL) + "\n");
    }
    lines.removeIf(each -> each.startsWith(begin));
    if (!words.get(3).equals(USUAL)) {
      lines.add(begin + words.get(3)); // what is as usual is not written
    }
    tree.files().write(file, String.join("\n", lines) + "\n");
    return Answer.said("");
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return arguments.size() == 2;
  }
}
