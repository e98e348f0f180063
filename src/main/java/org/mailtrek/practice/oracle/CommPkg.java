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
 * Plays {@code commpkg install|upgrade|uninstall|info} of unpacked media, whose version is in the file {@code product.version} beside it, and that of the cluster's
 * agent in {@code agent.version}. What is installed is listed in {@value #REGISTRY}.
 */
final class CommPkg implements Tool {

  static final String REGISTRY = "/var/opt/CommsInstaller/installed";

  private static final String LOGS = "/var/opt/CommsInstaller/logs";
  private static final Map<String, String> FOLDERS = Map.of("MS64", "messaging64", "MS", "messaging");

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    MachineFiles files = new MachineFiles(machine);
    List<String> arguments = call.arguments();
    String verb = arguments.isEmpty() ? "" : arguments.get(0);
    if (verb.equals("info") && arguments.contains("--listPackages")) {
      return listed(files, call.program().parent());
    }
    if (verb.equals("info")) {
      return Answer.said("Product  Version  Location\n" + String.join("\n", files.lines(HostPath.of(REGISTRY))) + "\n");
    }
    Map<String, String> options = options(arguments, files);
    String component = options.getOrDefault("comp", "");
    if (List.of("install", "upgrade").contains(verb) && arguments.contains("--dry-run")) {
      return dry(verb, options, files);
    }
    if (!List.of("install", "upgrade", "uninstall").contains(verb) || !options.containsKey("silent")) {
      return Answer.failed(64, "usage: commpkg install|upgrade|uninstall|info; without --silent nobody is here to answer");
    }
    if (component.equals(AgentPackage.COMPONENT)) {
      return agent(verb, files, call.program().parent(), machine);
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

  /** What the media has, a line each: the mnemonic and the version. */
  private static Programs.Ended listed(MachineFiles files, HostPath media) throws TrekException {
    String server = files.text(media.resolve("product.version")).orElse("").strip();
    return Answer.said("MS " + server + "\nMS64 " + server + "\n" + files.text(media.resolve("agent.version")).map(each -> AgentPackage.COMPONENT + " " + each).orElse(""));
  }

  /** Asks its questions, and writes the answers only. */
  private static Programs.Ended dry(String verb, Map<String, String> options, MachineFiles files) throws TrekException {
    files.folders(HostPath.of(LOGS));
    String answers = "VERB=" + verb + "\nINSTALLROOT=" + options.getOrDefault("installroot", "/opt/sun/comms") + "\nCOMPONENTS=" + options.getOrDefault("comp", "MS64") + "\nUPGRADESC=No\nEXCLUDEOS=NO\n";
    files.write(HostPath.of(LOGS).resolve("silent_CommsInstaller_20150601120000"), answers);
    return Answer.said("");
  }

  /** The agent's type in the cluster rises with it, for all resources; each of their servers must be in reach. */
  private static Programs.Ended agent(String verb, MachineFiles files, HostPath media, Host machine) throws TrekException {
    AgentPackage agent = new AgentPackage(files, HostPath.ROOT);
    Optional<String> version = files.text(media.resolve("agent.version")).map(String::strip);
    if (verb.equals("uninstall")) {
      return agent.remove();
    }
    if (version.isEmpty() || verb.equals("upgrade") && !agent.installed()) {
      return Answer.failed(1, "commpkg: no agent to upgrade, or none on the media");
    }
    Optional<ClusterState> cluster = ClusterState.of(machine);
    for (String each : cluster.isPresent() ? cluster.get().resources() : List.<String>of()) {
      if (!cluster.get().reaches(each)) {
        return Answer.failed(1, "commpkg: resource type of " + each + ": its server is not accessible from " + machine.name());
      }
    }
    Programs.Ended ended = agent.write(version.get());
    for (String each : ended.ok() && cluster.isPresent() ? cluster.get().resources() : List.<String>of()) {
      cluster.get().put("resource." + each + ".Type_version", version.get());
    }
    return ended;
  }

  /** Reads the options, with a state file below them: the command line wins. */
  private static Map<String, String> options(List<String> arguments, MachineFiles files) throws TrekException {
    Map<String, String> typed = new HashMap<>();
    List<String> words = new ArrayList<>();
    arguments.stream().skip(1).filter(each -> !each.equals("--dry-run")).forEach(each -> words.addAll(List.of(each.split("=", 2))));
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
