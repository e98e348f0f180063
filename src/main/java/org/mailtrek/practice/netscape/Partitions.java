package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Which 4.x partition takes which 3.x mail store path. */
final class Partitions {

  static final String PRIMARY = "primary";

  private Partitions() {}

  /** Returns the partition's name of each path; two of one name stop the upgrade. */
  static Map<String, String> named(String standard, Collection<String> paths) throws Failure {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(standard, PRIMARY);
    for (String path : paths) {
      String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
      if (path.equals(standard)) {
        continue;
      }
      if (name.isEmpty() || names.containsValue(name)) {
        throw new Failure(1, "duplicate partition name '" + name + "' for " + path + ": change the mail store path and the users' entries");
      }
      names.put(path, name);
    }
    return names;
  }

  /** Sets the generated path of each, whatever an administrator had set: as documented. */
  static void set(Installation installed, Map<String, String> names) throws IOException {
    for (Map.Entry<String, String> each : names.entrySet()) {
      String name = each.getValue();
      String path = name.equals(PRIMARY) ? Installation.INSTANCE + "/store/partition/" + PRIMARY : each.getKey() + "/.0004x." + name;
      Path folder = installed.at(path);
      Files.createDirectories(folder);
      installed.settings().set("store.partition." + name + ".path", path);
    }
  }

  static Path folder(Installation installed, String partition) throws IOException {
    return installed.at(installed.settings().require("store.partition." + partition + ".path"));
  }
}
