package org.mailtrek.practice;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailtrek.config.Catalogue;
import org.mailtrek.host.Host;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.Program;
import org.mailtrek.host.TrekException;

/** The stand-ins for Zarafa's and Kopano's programs on simulated machines, by the names of their services. */
final class StandIns {

  private StandIns() {}

  /** Returns all of them; the storage servers find a database of this engine where their configuration says. */
  static Map<String, Program> all(Engine engine) {
    return all(engine, engine::connect);
  }

  /** Returns all of them; the storage servers go through this door to their database. */
  static Map<String, Program> all(Engine engine, DatabaseDoor door) {
    Supplier<Catalogue> catalogue = Catalogue::open;
    Map<String, Program> programs = new TreeMap<>();
    for (ServerKind kind : new ServerKind[] {ServerKind.ZARAFA, ServerKind.KOPANO}) {
      String account = kind.release().account();
      programs.put(kind.program(), played(kind, each -> new ServerStandIn(each, engine, door, catalogue)));
      for (String name : new String[] {"gateway", "ical", "spooler", "monitor"}) {
        programs.put(account + "-" + name, played(kind, each -> new DaemonStandIn(each.release(), name + ".cfg", true, catalogue)));
      }
      programs.put(account + "-dagent", played(kind, each -> new DaemonStandIn(each.release(), "dagent.cfg", !each.release().kopano(), catalogue)));
      for (String name : new String[] {"search", "presence", "spamd"}) {
        programs.put(account + "-" + name, played(kind, each -> new DaemonStandIn(each.release(), name + ".cfg", false, catalogue)));
      }
    }
    return programs;
  }

  private static Program played(ServerKind usual, Function<ServerKind, Program> as) {
    return usual.release().kopano() ? new Packaged(usual, as) : as.apply(usual);
  }

  /**
   * Plays the release whose packages are installed when it starts.
   *
   * @param usual which it plays on a machine without packages
   * @param as makes what plays one
   */
  private record Packaged(ServerKind usual, Function<ServerKind, Program> as) implements Program {

    @Override
    public Started start(Host machine) throws TrekException {
      PackagesView.Installed server = machine.view().packages().installed().get(usual.program());
      return as.apply(server == null ? usual : ServerKind.packaged(server.version())).start(machine);
    }

    @Override
    public void stop(Host machine) throws TrekException {
      as.apply(usual).stop(machine);
    }
  }
}
