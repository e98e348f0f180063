package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/**
 * A mail server that a machine's packages say is installed.
 *
 * @param product {@code zcp} or {@code kc}
 * @param name what its programs, folders and packages begin with: {@code zarafa} or {@code kopano}
 * @param version the release, such as {@code 7.2.6}; empty text when the package's version has another form
 * @param origin the package and its version
 */
record InstalledServer(String product, String name, String version, String origin) {

  private static final Map<String, String> PRODUCTS = Map.of("zarafa", "zcp", "kopano", "kc");
  private static final Pattern RELEASE = Pattern.compile("(?:\\d+:)?(\\d+\\.\\d+\\.\\d+)(?:[^0-9].*)?");

  /** Returns the servers that are installed, by name. */
  static List<InstalledServer> of(HostView host) throws TrekException {
    List<InstalledServer> found = new ArrayList<>();
    Map<String, PackagesView.Installed> packages = host.packages().installed();
    for (String name : List.of("zarafa", "kopano")) {
      PackagesView.Installed server = packages.get(name + "-server");
      if (server != null) {
        String origin = host.packages().family() + ": " + server.name() + " " + server.version() + (server.complete() ? "" : " (half-installed)");
        found.add(new InstalledServer(PRODUCTS.get(name), name, release(server.version()), origin));
      }
    }
    return found;
  }

  static String release(String version) {
    Matcher form = RELEASE.matcher(version);
    return form.matches() ? form.group(1) : "";
  }

  /** Returns what the packages say beside the server: what is half-installed, of another release, or left behind by a migration. */
  List<Fact> remarks(HostView host) throws TrekException {
    List<Fact> remarks = new ArrayList<>();
    String family = host.packages().family();
    Map<String, String> dropped = new TreeMap<>();
    DroppedPart.of(host.packages().installed().values(), known()).forEach(each -> dropped.put(each.installed().name(), each.what()));
    host.packages().installed().values().stream()
        .filter(each -> each.name().matches(".*(zarafa|kopano|mapi).*"))
        .forEach(
            each -> {
              String origin = family + ": " + each.name() + " " + each.version();
              if (!each.complete()) {
                remarks.add(Fact.notice("packages", each.name() + " is half-installed: finish that first", origin));
              } else if (product.equals("zcp") && dropped.containsKey(each.name())) {
                remarks.add(Fact.notice("packages", each.name() + ": " + dropped.get(each.name()), origin));
              } else if (daemon(each.name()) && !version.isEmpty() && !release(each.version()).equals(version)) {
                remarks.add(Fact.notice("packages", each.name() + " is of another release than " + name + "-server", origin));
              }
            });
    return remarks;
  }

  /** Returns the release, where its number is one that is known. */
  Optional<Release> known() {
    try {
      return version.isEmpty() ? Optional.empty() : Optional.of(Release.of(product + "-" + version));
    } catch (IllegalArgumentException unheardOf) {
      return Optional.empty(); // then nothing is taken for built in
    }
  }

  private boolean daemon(String pack) {
    return pack.matches(name + "-(server|dagent|gateway|ical|monitor|spooler|search(-plus)?|presence|spamd|common|client)");
  }
}
