package org.mailtrek.estate;

import java.nio.file.Path;
import java.util.Map;
import org.mailtrek.host.DiskLayer;
import org.mailtrek.host.Program;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** What brings the simulated machines of an estate to life. */
public interface Machines {

  /** Returns the programs of the services, by service name; they may open the estate's directory and database when they are started. */
  Map<String, Program> programs(Estate estate);

  /** Returns the stand-ins for vendors' programs, by the names of their files; they may reach the estate's other hosts and its directory when they are run. */
  default Map<String, Tool> tools(Estate estate) {
    return Map.of();
  }

  /**
   * Sees to it that the servers of a practice estate run. Called before the directory or the database of an estate with simulated hosts is
   * opened; whatever port they publish in {@code practice/servers.json} is then used.
   */
  void ensureRunning(Path estateFolder) throws TrekException;

  /** Returns what lies over the machines' disks. */
  default DiskLayer layer() {
    return DiskLayer.NONE;
  }

  /** Returns machines whose services simply run, and servers that somebody else starts. */
  static Machines plain() {
    return new Machines() {
      @Override
      public Map<String, Program> programs(Estate estate) {
        return Map.of();
      }

      @Override
      public void ensureRunning(Path estateFolder) {
        // Somebody else does.
      }
    };
  }
}
