package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code zoneadm list -p}, and {@code zlogin ZONE /PATH/commpkg info|uninstall ...} for the cluster's agent. */
final class Zones implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    MachineFiles files = new MachineFiles(machine);
    List<String> zones = files.lines(HostPath.of(AgentPackage.ZONES));
    List<String> words = call.arguments();
    if (call.program().name().equals("zoneadm")) {
      StringBuilder text = new StringBuilder("0:global:running:/\n");
      zones.forEach(each -> text.append("1:").append(each.split(" ")[0]).append(":running:").append(each.split(" ")[1]).append('\n'));
      return Answer.said(text.toString());
    }
    for (String each : zones) {
      if (words.size() > 2 && words.get(0).equals(each.split(" ")[0])) {
        return commpkg(words.get(2), files, HostPath.of(each.split(" ")[1]));
      }
    }
    return Answer.failed(1, "zlogin: zone '" + (words.isEmpty() ? "" : words.get(0)) + "' unknown");
  }

  private static Programs.Ended commpkg(String verb, MachineFiles files, HostPath base) throws TrekException {
    if (verb.equals("info")) {
      return Answer.said("Product  Version  Location\n" + String.join("\n", files.lines(base.resolve(CommPkg.REGISTRY.substring(1)))) + "\n");
    }
    return verb.equals("uninstall") ? new AgentPackage(files, base).remove() : Answer.failed(64, "usage: commpkg info|uninstall");
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return arguments.equals(List.of("list", "-p")) || arguments.size() == 3 && arguments.get(2).equals("info");
  }
}
