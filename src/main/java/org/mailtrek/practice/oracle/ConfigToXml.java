package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Plays {@code configtoxml}: makes {@code config.xml} of the legacy files, which go to {@code legacy-config/}. Those that it does not convert stay. The new file is
 * there before an old one goes, so that one that was killed is finished by the next.
 */
final class ConfigToXml implements Tool {

  private static final List<String> CONVERTED = List.of("imta.cnf", "msg.conf");

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> config = tree.config();
    if (config.isEmpty() || !tree.version().atLeast("7.0.5")) {
      return Answer.failed(1, "configtoxml: no configuration, or no unified one in this version");
    }
    MachineFiles files = tree.files();
    HostPath old = config.get().resolve("legacy-config");
    if (!files.has(config.get().resolve("msg.conf")) && !files.has(config.get().resolve("config.xml"))) {
      return Answer.failed(1, "configtoxml: nothing to convert");
    }
    files.folders(old);
    for (String each : CONVERTED) {
      Optional<String> text = files.text(config.get().resolve(each));
      if (text.isPresent()) {
        files.write(old.resolve(each), text.get());
      }
    }
    files.write(config.get().resolve("config.xml"), xml(files, old));
    for (String each : CONVERTED) {
      files.remove(config.get().resolve(each));
    }
    return Answer.said("Conversion complete\n");
  }

  private static String xml(MachineFiles files, HostPath old) throws TrekException {
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?>\n<config>\n");
    for (String line : files.lines(old.resolve("msg.conf"))) {
      String[] pair = line.split(" = ", 2);
      text.append("  <option name=\"").append(pair[0]).append("\">").append(pair.length > 1 ? pair[1] : "").append("</option>\n");
    }
    files.text(old.resolve("imta.cnf")).ifPresent(each -> text.append("  <rewrites><![CDATA[").append(each).append("]]></rewrites>\n"));
    return text.append("</config>\n").toString();
  }
}
