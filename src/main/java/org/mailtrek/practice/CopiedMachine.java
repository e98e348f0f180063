package org.mailtrek.practice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailtrek.config.Release;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.estate.Declaration;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;

/** A simulated machine after another machine: its configuration, accounts, folders without data, packages and services. */
final class CopiedMachine {

  private static final List<String> TREES = List.of("/etc/default", "/etc/logrotate.d", "/etc/cron.d", "/etc/postfix", "/etc/exim4", "/etc/mail", "/etc/apache2");
  private static final List<String> FILES = List.of("/etc/passwd", "/etc/group", "/etc/os-release", "/etc/debian_version", "/etc/hostname", "/etc/hosts", "/etc/fstab", "/etc/aliases");
  /** The folders of attachments lie two levels below their top. */
  private static final int LEVELS = 3;

  private final HostView from;
  private final Declaration declared;
  private final Release release;
  private final Plan plan;
  private final Path root;

  CopiedMachine(HostView from, Declaration declared, Release release, Plan plan, Path root) {
    this.from = from;
    this.declared = declared;
    this.release = release;
    this.plan = plan;
    this.root = root;
  }

  /** Fills the folder that acts as its root, and what is beside that. */
  void make(CopiedSettings settings, Consumer<String> progress) throws TrekException, IOException {
    Files.createDirectories(root);
    Clock then = Clock.fixed(MachineFolder.INSTALLED, ZoneOffset.UTC);
    try (SimulatedHost to = new SimulatedHost(from.name(), root, new Simulation(Map.of(), (disk, folder) -> new UnsyncedDisk(disk), then))) {
      CopiedFiles files = new CopiedFiles(from, to, settings);
      for (String each : FILES) {
        files.one(HostPath.of(each));
      }
      Optional<Declaration.Product> product = declared.product(from.name());
      CopiedPackages packages = new CopiedPackages(from, SimulatedHost.beside(root).resolve("pool"));
      packages.install(to, release);
      files(files, product);
      files.settle().forEach(each -> progress.accept(from.name() + ":" + each + " is left out: too large for a configuration file"));
      packages.offer(declared.target().map(each -> Release.of(each.product() + "-" + each.version())).orElse(ServerKind.KOPANO.release()), installs());
      services(to);
    }
  }

  private void files(CopiedFiles files, Optional<Declaration.Product> product) throws TrekException {
    for (String each : TREES) {
      files.tree(HostPath.of(each));
    }
    if (product.isPresent()) {
      files.tree(product.get().places().config().orElse(HostPath.of(release.folder())));
      for (String each : new String[] {"/var/lib/", "/var/log/", "/var/run/"}) {
        files.frame(HostPath.of(each + release.account()), 1);
      }
      files.frame(HostPath.of("/var/run/zarafad"), 1);
      for (Optional<HostPath> each : List.of(product.get().places().attachments(), product.get().places().index())) {
        if (each.isPresent()) {
          files.frame(each.get(), LEVELS);
        }
      }
    }
    for (Change each : (Iterable<Change>) plan.steps().stream().flatMap(step -> step.changes().stream())::iterator) {
      if (each instanceof FileContent file && file.host().equals(from.name())) {
        files.one(file.path());
      } else if (each instanceof Link link && link.host().equals(from.name())) {
        files.one(link.path());
      }
    }
  }

  private Map<String, String> installs() {
    Map<String, String> found = new LinkedHashMap<>();
    for (Change each : (Iterable<Change>) plan.steps().stream().flatMap(step -> step.changes().stream())::iterator) {
      if (each instanceof PackageSet set && set.host().equals(from.name())) {
        set.packages().forEach(item -> item.after().ifPresent(version -> found.put(item.name(), version)));
      }
    }
    return found;
  }

  /** Lets the same services run, and start at boot; they come up as they are, since their programs begin with the rehearsal. */
  private void services(SimulatedHost to) throws TrekException {
    Map<String, ServicesView.State> states = from.services().states();
    for (String each : to.view().services().names()) {
      ServicesView.State state = states.get(each);
      if (state != null && state.enabled()) {
        to.services().enable(each, true);
      }
      if (state != null && state.run() == ServicesView.Run.RUNNING) {
        to.services().start(each);
      }
    }
  }
}
