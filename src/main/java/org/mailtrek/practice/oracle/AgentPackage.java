package org.mailtrek.practice.oracle;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/**
 * The agent that lets a cluster start and stop the server, {@code MS_SCHA}, in a zone: a file with its version, and a line in the installer's notes there. The zones
 * of a machine are in {@value #ZONES}, a line each: name and the folder of their root.
 */
final class AgentPackage {

  static final String ZONES = "/etc/zones.standin";
  static final String COMPONENT = "MS_SCHA";

  private static final String GLOBAL_ONLY = "/var/sadm/install/gz-only-packages";

  private final MachineFiles files;
  private final HostPath base;

  /** Takes the zone whose root is a folder; the machine's own for the global one. */
  AgentPackage(MachineFiles files, HostPath base) {
    this.files = files;
    this.base = base;
  }

  private HostPath at(String path) {
    return base.resolve(path.substring(1));
  }

  boolean installed() throws TrekException {
    return files.has(at("/opt/SUNWscims/version"));
  }

  /** Upgrades it, or installs it, in the global zone: it comes to the other zones by itself, unless one has an agent of its own. */
  Programs.Ended write(String version) throws TrekException {
    for (String line : files.lines(HostPath.of(ZONES))) {
      AgentPackage zone = new AgentPackage(files, HostPath.of(line.split(" ")[1]));
      boolean global = files.lines(HostPath.of(GLOBAL_ONLY)).contains("SUNWscims");
      if (zone.installed() && !global && !version.equals(zone.version())) {
        return Answer.failed(1, "commpkg: zone " + line.split(" ")[0] + " has a SUNWscims of its own: uninstall it there");
      }
      zone.put(version);
    }
    put(version);
    return Answer.said("");
  }

  String version() throws TrekException {
    return files.text(at("/opt/SUNWscims/version")).orElse("").strip();
  }

  private void put(String version) throws TrekException {
    files.folders(at("/opt/SUNWscims"));
    files.write(at("/opt/SUNWscims/version"), version + "\n");
    register(version);
  }

  Programs.Ended remove() throws TrekException {
    files.remove(at("/opt/SUNWscims"));
    register("");
    return Answer.said("uninstall of " + COMPONENT + " complete\n");
  }

  private void register(String version) throws TrekException {
    HostPath registry = at(CommPkg.REGISTRY);
    List<String> lines = new ArrayList<>(files.lines(registry));
    lines.removeIf(each -> each.startsWith(COMPONENT + " "));
    if (!version.isEmpty()) {
      lines.add(COMPONENT + " " + version + " /opt/SUNWscims");
    }
    lines.sort(null);
    files.folders(registry.parent());
    files.write(registry, String.join("\n", lines) + "\n");
  }
}
