package org.mailtrek.practice;

import java.util.function.Supplier;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Program;
import org.mailtrek.host.TrekException;

/** Plays one of the smaller daemons: reads its configuration, refuses what the real one refuses, and then simply runs. */
final class DaemonStandIn implements Program {

  private final Release release;
  private final String file;
  private final boolean strict;
  private final Supplier<Catalogue> catalogue;

  /**
   * @param release its release
   * @param file its configuration file
   * @param strict whether an unknown directive stops it
   */
  DaemonStandIn(Release release, String file, boolean strict, Supplier<Catalogue> catalogue) {
    this.release = release;
    this.file = file;
    this.strict = strict;
    this.catalogue = catalogue;
  }

  @Override
  public Started start(Host machine) throws TrekException {
    HostPath path = HostPath.of(release.folder() + "/" + file);
    DaemonSettings settings = DaemonSettings.read(machine.view(), path, catalogue.get().file(release, file));
    DaemonLog log = new DaemonLog();
    settings.unknown().forEach(name -> log.say("Config error: Unknown option \"" + name + "\" found!"));
    if (strict && !settings.unknown().isEmpty()) {
      return log.refused(machine, settings);
    }
    if (!release.kopano() && settings.missing().contains(path.toString())) {
      log.say("Config error: Unable to open config file " + path);
      return log.refused(machine, settings);
    }
    return log.up(machine, settings);
  }
}
