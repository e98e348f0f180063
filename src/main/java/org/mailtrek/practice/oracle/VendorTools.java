package org.mailtrek.practice.oracle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.Tool;

/** The stand-ins, by the names of the programs that they play. */
public final class VendorTools {

  private VendorTools() {}

  /** Returns all of them, those too that reach from host to host in an estate. */
  public static Map<String, Tool> of(Estate estate) {
    Map<String, Tool> tools = all();
    tools.put(RehostUser.NAME, new RehostUser(estate));
    return tools;
  }

  /** Returns those that stay on their host; each keeps its state in the machine that it is run on. */
  public static Map<String, Tool> all() {
    Map<String, Tool> tools = new TreeMap<>();
    tools.put("start-msg", new StartMsg());
    tools.put("stop-msg", new StopMsg());
    tools.put("useconfig", new UseConfig());
    tools.put("updateCfgVersion", new UpdateCfgVersion());
    tools.put("imsimta", new Imsimta());
    tools.put("commpkg", new CommPkg());
    tools.put("zfs", new Zfs());
    tools.put("imsbackup", new ImsBackup());
    tools.put("imsrestore", new ImsRestore());
    tools.put("imcheck", new ImCheck());
    tools.put("mboxutil", new MailboxDeletion());
    tools.put("configutil", new ConfigOptions());
    for (String each : List.of("scswitch", "scrgadm", "clresource", "clresourcegroup")) {
      tools.put(each, new ClusterControl());
    }
    for (String each : List.of("scha_resource_get", "scha_resourcegroup_get")) {
      tools.put(each, new ClusterLook());
    }
    for (String each : List.of("zoneadm", "zlogin")) {
      tools.put(each, new Zones());
    }
    tools.put("ha_ip_config", new HaIpConfig());
    tools.put("configtoxml", new ConfigToXml());
    return tools;
  }
}
