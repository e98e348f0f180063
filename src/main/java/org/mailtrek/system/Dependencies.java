package org.mailtrek.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** What Kopano Core 8 needs of a distribution beyond what older releases did, as its manual lists it (upgrading, KC 8 dependencies). */
public final class Dependencies {

  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "debian 7", List.of("libboost-filesystem1.49.0", "libboost-system1.49.0", "libicu48", "w3m"),
          "debian 8", List.of("libboost-filesystem1.55.0", "libboost-system1.55.0", "libicu52", "w3m"),
          "rhel 6", List.of("boost-filesystem", "boost-system", "libicu", "w3m"),
          "rhel 7", List.of("boost-filesystem", "boost-system", "libicu", "w3m"),
          "sles 11", List.of("libicu", "w3m"),
          "sles 12", List.of("libicu", "w3m"),
          "ubuntu 12.04", List.of("libboost-filesystem1.46.1", "libboost-system1.46.1", "libicu48", "w3m"),
          "ubuntu 14.04", List.of("libboost-filesystem1.54.1", "libboost-system1.54.1", "libicu52", "w3m"),
          "ubuntu 16.04", List.of("libboost-filesystem1.58.1", "libboost-system1.58.1", "libicu55", "w3m"));

  /** Releases after this one have no use for boost. */
  private static final int[] LAST_WITH_BOOST = {8, 3, 0};

  private static final Set<String> LIKE_RHEL = Set.of("rhel", "centos", "rocky", "almalinux", "ol", "scientific");
  private static final Pattern NUMBER = Pattern.compile("release (\\d+)");

  private Dependencies() {}

  /**
   * What was found.
   *
   * @param distribution its name and version, such as {@code debian 8}
   * @param listed whether the manual lists it; otherwise only the packages themselves say what they need
   * @param missing the packages that are needed and not installed
   */
  public record Found(String distribution, boolean listed, List<String> missing) {}

  /**
   * Compares what a release needs with what is installed.
   *
   * @param release such as {@code 8.7.25}
   * @throws TrekException when the machine can't be asked
   */
  public static Found of(HostView machine, String release) throws TrekException {
    String distribution = distribution(machine);
    List<String> missing = new ArrayList<>();
    Set<String> installed = machine.packages().installed().keySet();
    for (String each : NEEDED.getOrDefault(distribution, List.of())) {
      boolean outdated = each.contains("boost") && after(release);
      if (!outdated && !installed.contains(each)) {
        missing.add(each);
      }
    }
    return new Found(distribution, NEEDED.containsKey(distribution), missing);
  }

  private static boolean after(String release) {
    int[] numbers = Stream.of(release.split("[^0-9]+")).filter(each -> !each.isEmpty()).mapToInt(Integer::parseInt).toArray();
    return java.util.Arrays.compare(numbers, LAST_WITH_BOOST) > 0;
  }

  private static String distribution(FilesView files) throws TrekException {
    Optional<String> text = text(files, "/etc/os-release");
    if (text.isPresent()) {
      String id = field(text.get(), "ID");
      String version = field(text.get(), "VERSION_ID");
      String name = LIKE_RHEL.contains(id) ? "rhel" : id.startsWith("sles") ? "sles" : id;
      return name + " " + (name.equals("ubuntu") ? version : version.replaceFirst("\\..*", ""));
    }
    for (Map.Entry<String, String> old : Map.of("/etc/redhat-release", "rhel", "/etc/SuSE-release", "sles").entrySet()) {
      Matcher number = NUMBER.matcher(text(files, old.getKey()).orElse("").replaceAll("(?s).*VERSION = (\\d+).*", "release $1"));
      if (number.find()) {
        return old.getValue() + " " + number.group(1);
      }
    }
    return "unknown";
  }

  private static Optional<String> text(FilesView files, String file) throws TrekException {
    HostPath path = HostPath.of(file);
    HostPath real = file.equals("/etc/os-release") && files.stat(HostPath.of("/usr/lib/os-release")).isPresent() ? HostPath.of("/usr/lib/os-release") : path;
    return files.stat(real).isPresent() ? Optional.of(new String(files.readAll(real), StandardCharsets.UTF_8)) : Optional.empty();
  }

  private static String field(String text, String name) {
    return text.lines().filter(line -> line.startsWith(name + "=")).map(line -> line.substring(name.length() + 1).replace("\"", "").strip()).findFirst().orElse("").toLowerCase(Locale.ROOT);
  }
}
