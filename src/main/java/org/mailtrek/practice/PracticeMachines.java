package org.mailtrek.practice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.Machines;
import org.mailtrek.host.Host;
import org.mailtrek.host.Program;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.netscape.SimulatedTool;
import org.mailtrek.practice.oracle.VendorTools;

/** Brings the simulated machines of practice estates to life: with stand-ins as programs, and with an LDAP server and a database that run. */
public final class PracticeMachines implements Machines {

  @Override
  public Map<String, Program> programs(Estate estate) {
    Map<String, Program> served = new TreeMap<>();
    StandIns.all(engine(estate.folder())).forEach((name, program) -> served.put(name, new Served(estate.folder(), program)));
    return served;
  }

  @Override
  public void ensureRunning(Path estateFolder) throws TrekException {
    PracticeServers.ensureRunning(estateFolder);
  }

  @Override
  public Map<String, Tool> tools(Estate estate) {
    return SimulatedTool.with(VendorTools.of(estate));
  }

  private static Engine engine(Path folder) {
    try {
      return Ports.read(new Places(folder).ports()).engine();
    } catch (IOException noPracticeEstate) {
      return Engine.MARIADB; // a simulated machine in an estate that has its servers elsewhere
    }
  }

  /** A program that finds the servers running when it starts. */
  private record Served(Path estate, Program program) implements Program {

    @Override
    public Started start(Host machine) throws TrekException {
      PracticeServers.ensureRunning(estate);
      return program.start(machine);
    }

    @Override
    public void stop(Host machine) throws TrekException {
      program.stop(machine);
    }
  }
}
