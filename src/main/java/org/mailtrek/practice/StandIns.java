package org.mailtrek.practice;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.host.Program;

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
      Release release = kind.release();
      programs.put(kind.program(), new ServerStandIn(kind, engine, door, catalogue));
      for (String name : new String[] {"gateway", "ical", "spooler", "monitor"}) {
        programs.put(release.account() + "-" + name, new DaemonStandIn(release, name + ".cfg", true, catalogue));
      }
      programs.put(release.account() + "-dagent", new DaemonStandIn(release, "dagent.cfg", !release.kopano(), catalogue));
      for (String name : new String[] {"search", "presence"}) {
        programs.put(release.account() + "-" + name, new DaemonStandIn(release, name + ".cfg", false, catalogue));
      }
    }
    programs.put("kopano-spamd", new DaemonStandIn(ServerKind.KOPANO.release(), "spamd.cfg", false, catalogue));
    return programs;
  }
}
