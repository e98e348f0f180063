package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * The partition of a 4.x store that takes what lies under a 3.x mail store path: named after the path's last folder, letters and digits only, in small
 * letters. The default path is {@code primary}.
 *
 * @param name the partition's name
 * @param from the 3.x mail store path
 * @param folder where the partition's data go
 */
public record PartitionName(String name, HostPath from, HostPath folder) {

  /** The partition of the default mail store path. */
  public static final String PRIMARY = "primary";

  /** Returns the name that a path gets, without what a choice says; empty when its last folder has neither letter nor digit. */
  static String generated(HostPath path) {
    return path.name().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Names the partitions of a server.
   *
   * @param standard the default mail store path
   * @param store the folder {@code store} of the 4.x instance, in which the primary partition lies
   * @param others the further mail store paths
   * @param chosen names that were chosen for paths, which is the way out where two would have the same
   * @throws TrekException when a name is used twice, is none, or a choice is for a path that is not there; kind {@code REFUSED}. Nothing was changed
   */
  public static List<PartitionName> of(HostPath standard, HostPath store, List<HostPath> others, Map<HostPath, String> chosen) throws TrekException {
    Map<String, PartitionName> found = new LinkedHashMap<>();
    found.put(PRIMARY, new PartitionName(PRIMARY, standard, store.resolve("partition/" + PRIMARY)));
    for (HostPath path : chosen.keySet()) {
      if (!others.contains(path)) {
        throw refused(path, "has a name chosen for it and is no mail store path", "name one of " + others);
      }
    }
    for (HostPath path : others) {
      String name = chosen.getOrDefault(path, generated(path));
      if (!name.matches("[a-z0-9]+")) {
        throw refused(path, "gives no name for a partition: its last folder has neither letter nor digit", "choose one: --name " + path + "=NAME, small letters and digits");
      }
      PartitionName partition = new PartitionName(name, path, path.resolve(".0004x." + name));
      PartitionName other = found.putIfAbsent(name, partition);
      if (other != null) {
        throw refused(path, "would be partition '" + name + "', as " + other.from() + " is", "choose another name for one of them, no folder has to be renamed: --name " + path + "=" + free(name, found));
      }
    }
    return new ArrayList<>(found.values());
  }

  private static String free(String name, Map<String, PartitionName> used) {
    int number = 2;
    while (used.containsKey(name + number)) {
      number++;
    }
    return name + number;
  }

  private static TrekException refused(HostPath path, String found, String next) {
    return TrekException.at("mail store path " + path).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
