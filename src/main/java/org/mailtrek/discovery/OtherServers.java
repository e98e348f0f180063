package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostPath;

/** Finds servers of Netscape and Oracle by the folders that they are installed into; their packages don't tell. */
final class OtherServers {

  private static final List<String> NETSCAPE = List.of("/usr/netscape/server4", "/usr/netscape/suitespot", "/usr/iplanet/server4");
  private static final List<String> ORACLE = List.of("/opt/sun/comms/messaging64", "/opt/sun/comms/messaging", "/opt/SUNWmsgsr");

  private OtherServers() {}

  /** Returns the settings of the product; empty when there is none. */
  static List<Setting> find(HostFiles files) {
    Optional<HostPath> netscape = NETSCAPE.stream().map(HostPath::of).filter(files::folder).findFirst();
    if (netscape.isPresent()) {
      List<Setting> found = new ArrayList<>(product("netscape", netscape.get(), "4.1"));
      files.list(netscape.get()).stream().filter(each -> each.name().startsWith("msg-")).findFirst()
          .ifPresent(each -> found.add(Setting.found("instance", each.toString(), "the folder is there")));
      return found;
    }
    Optional<HostPath> oracle = ORACLE.stream().map(HostPath::of).filter(files::folder).findFirst();
    if (oracle.isPresent()) {
      List<Setting> found = new ArrayList<>(product("oracle", oracle.get(), "8.0.2"));
      HostPath data = HostPath.of("/var" + oracle.get());
      if (files.folder(data)) {
        found.add(Setting.found("data", data.toString(), "the folder is there"));
      }
      return found;
    }
    return List.of();
  }

  private static List<Setting> product(String name, HostPath root, String example) {
    return List.of(
        Setting.found("product", name, "the folder " + root),
        Setting.unknown("version", example, "the programs in " + root + " know it"),
        Setting.found("root", root.toString(), "the folder is there"));
  }
}
