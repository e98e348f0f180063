package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.List;

/** Looks at a simulated machine: by its files, and by those of its stand-ins' commands that change nothing. */
record SimulatedInspection(FileInspection files, SimulatedPrograms programs) implements Inspection {

  @Override
  public Programs.Ended read(List<String> command, OutputStream output) throws TrekException {
    if (!programs.any()) {
      return files.read(command, output);
    }
    if (!programs.onlyLooks(command)) {
      throw TrekException.at(programs.host()).kind(TrekException.Kind.REFUSED).found(command.get(0) + " changes the machine, and was not run").next("exec runs what only looks");
    }
    return programs.stream(new ByteArrayInputStream(new byte[0]), output, command);
  }

  @Override
  public void log(String service, int lines, boolean follow, OutputStream output) throws TrekException {
    files.log(service, lines, follow, output);
  }

  @Override
  public List<String> missing() {
    return files.missing();
  }
}
