package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.Services;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/** What the services of packages did before: a package that comes back enables its services anew, whatever was said of them. */
final class PackageServices {

  private static final String NAME = "services";

  private PackageServices() {}

  static void keep(HostView host, List<PackageSet.Item> items, Side side) throws TrekException {
    List<PackageSet.Item> there = items.stream().filter(each -> each.before().isPresent()).toList();
    if (!there.isEmpty()) {
      side.save(NAME, out -> write(host, there, out));
    }
  }

  private static void write(HostView host, List<PackageSet.Item> items, OutputStream out) throws TrekException, IOException {
    for (PackageSet.Item each : items) {
      for (String service : of(host, each)) {
        State state = host.services().state(service);
        if (state.run() != Run.ABSENT) {
          boolean runs = state.run() == Run.RUNNING || state.run() == Run.STARTING;
          JSONObject line = new Fields().put("package", each.name()).put("service", service).put("runs", runs).put("enabled", state.enabled()).object();
          out.write((line.toSingleLineString() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  /** Returns the services that an installed package brought: by its archive where there is one, and by the names of its files. */
  static Set<String> of(HostView host, PackageSet.Item item) throws TrekException {
    Set<String> services = new TreeSet<>();
    PackagesView packages = host.packages();
    String version = item.before().orElseThrow();
    if (packages.atHand(item.name(), version)) {
      services.addAll(packages.contents(item.name(), version).services());
    }
    for (HostPath each : PackageFiles.listed(host, item.name())) {
      String folder = each.parent().toString();
      if (folder.equals("/etc/init.d")) {
        services.add(each.name());
      } else if (folder.endsWith("/systemd/system") && each.name().endsWith(".service")) {
        services.add(each.name().substring(0, each.name().length() - ".service".length()));
      }
    }
    return services;
  }

  /** Gives the services of packages that came back the state that they had. */
  static void giveBack(Host host, Set<String> packages, Side side) throws TrekException {
    Optional<InputStream> kept = side.open(NAME);
    if (kept.isEmpty()) {
      return;
    }
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(kept.get(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Fields fields = Fields.of(JsonText.object(line));
        if (packages.contains(fields.text("package"))) {
          become(host.services(), fields.text("service"), fields.flag("runs"), fields.flag("enabled"));
        }
      }
    } catch (IOException | JSONException e) {
      throw TrekException.at("journal").found("the list of services can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
  }

  /** Keeps services from starting at boot. */
  static void hush(Services services, List<String> names) throws TrekException {
    for (String each : names) {
      if (services.view().state(each).enabled()) {
        services.enable(each, false);
      }
    }
  }

  private static void become(Services services, String service, boolean runs, boolean enabled) throws TrekException {
    State now = services.view().state(service);
    if (now.run() == Run.ABSENT) {
      return;
    }
    if (now.enabled() != enabled) {
      services.enable(service, enabled);
    }
    if (runs && now.run() != Run.RUNNING) {
      services.start(service);
    } else if (!runs && now.run() != Run.STOPPED && now.run() != Run.FAILED) {
      services.stop(service);
    }
  }
}
