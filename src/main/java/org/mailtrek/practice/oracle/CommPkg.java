package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Plays {@code commpkg install|upgrade|uninstall|info} of unpacked media, whose version is in the file {@code product.version} beside it. What is installed is
 * listed in {@value #REGISTRY}.
 */
final class CommPkg implements Tool {

  static final String REGISTRY = "/var/opt/CommsInstaller/installed";

  private static final Map<String, String> FOLDERS = Map.of("MS64", "messaging64", "MS", "messaging");

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    MachineFiles files = new MachineFiles(machine);
    List<String> arguments = call.arguments();
    String verb = arguments.isEmpty() ? "" : arguments.get(0);
    if (verb.equals("info")) {
      return Answer.said("Product  Version  Location\n" + String.join("\n", files.lines(HostPath.of(REGISTRY))) + "\n");
    }
    Map<String, String> options = options(arguments, files);
    String component = options.getOrDefault("comp", "");
    if (!List.of("install", "upgrade", "uninstall").contains(verb) || !options.containsKey("silent")) {
      return Answer.failed(64, "usage: commpkg install|upgrade|uninstall|info; without --silent nobody is here to answer");
    }
    if (!FOLDERS.containsKey(component) || !options.containsKey("installroot")) {
      return Answer.failed(1, "commpkg: no such component, or no place: " + options);
    }
    Installed tree = new Installed(HostPath.of(options.get("installroot")).resolve(FOLDERS.get(component)), files);
    Optional<String> version = files.text(call.program().parent().resolve("product.version"));
    if (version.isEmpty()) {
      return Answer.failed(1, "commpkg: the media is not complete");
    }
    return new Installer(tree, component).carryOut(verb, version.get().strip());
  }

  /** Reads the options, with a state file below them: the command line wins. */
  private static Map<String, String> options(List<String> arguments, MachineFiles files) throws TrekException {
    Map<String, String> typed = new HashMap<>();
    List<String> words = new ArrayList<>();
    arguments.stream().skip(1).forEach(each -> words.addAll(List.of(each.split("=", 2))));
    for (int at = 0; at + 1 < words.size(); at += 2) {
      typed.put(words.get(at).replaceFirst("^--", ""), words.get(at + 1));
    }
    String silent = typed.getOrDefault("silent", "NONE");
    if (!silent.equalsIgnoreCase("NONE")) {
      for (String line : files.lines(HostPath.of(silent))) {
        String[] pair = line.split("=", 2);
        String option = Map.of("INSTALLROOT", "installroot", "ROOTDIR", "installroot", "COMPONENTS", "comp").getOrDefault(pair[0].strip(), "");
        if (pair.length == 2 && !option.isEmpty()) {
          typed.putIfAbsent(option, pair[1].strip());
        }
      }
    }
    return typed;
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return !arguments.isEmpty() && arguments.get(0).equals("info");
  }
}
