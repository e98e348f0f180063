package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What rpm's database says of installed packages. */
final class RpmQueries {

  private RpmQueries() {}

  /**
   * Returns what is installed, by name; a package of which there is one for a further architecture as {@code NAME.ARCH}. Where two versions of one
   * stand beside each other, a transaction was broken off: neither is complete.
   */
  static SortedMap<String, PackagesView.Installed> installed(RpmTool rpm) throws TrekException {
    SortedMap<String, PackagesView.Installed> found = new TreeMap<>();
    Map<String, String> architectures = new HashMap<>();
    for (String line : rpm.ask("--all", "--queryformat", "%{NAME}\\t%{ARCH}\\t" + RpmStore.VERSION + "\\n").text().lines().sorted().toList()) {
      String[] words = line.split("\t");
      if (words.length < 3 || words[0].equals("gpg-pubkey")) {
        continue;
      }
      String first = architectures.putIfAbsent(words[0], words[1]);
      String name = first == null || first.equals(words[1]) ? words[0] : words[0] + "." + words[1];
      PackagesView.Installed one = new PackagesView.Installed(name, RpmStore.plain(words[2]), true);
      PackagesView.Installed other = found.get(name);
      if (other == null || keepsSeveral(words[0])) {
        found.merge(name, one, (old, fresh) -> RpmVersions.ORDER.compare(old.version(), fresh.version()) < 0 ? fresh : old);
      } else {
        boolean newer = RpmVersions.ORDER.compare(other.version(), one.version()) < 0;
        found.put(name, new PackagesView.Installed(name, newer ? one.version() : other.version(), false));
      }
    }
    return found;
  }

  /** Kernels are installed beside each other on purpose. */
  private static boolean keepsSeveral(String name) {
    return name.startsWith("kernel");
  }

  /** Returns the version of an installed package. */
  static String version(RpmTool rpm, String name) throws TrekException {
    return RpmStore.plain(rpm.ask("--queryformat", RpmStore.VERSION, name).text());
  }

  /** Returns the files and folders that an installed package has brought. */
  static List<HostPath> files(RpmTool rpm, String name) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    for (String line : new String(rpm.ask("--list", name).out(), StandardCharsets.ISO_8859_1).split("\n")) {
      if (line.startsWith("/")) {
        found.add(HostPath.ofBytes(line.getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
    return found;
  }

  /** Returns all that installed packages provide, by name. */
  static Set<String> provided(RpmTool rpm) throws TrekException {
    return new HashSet<>(rpm.ask("--all", "--queryformat", "[%{PROVIDENAME}\\n]").text().lines().toList());
  }
}
