package org.mailtrek.host.fault;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.List;
import org.mailtrek.host.Inspection;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** Looks at a machine in memory by the programs that are played on it. */
record MemoryInspection(Programs programs) implements Inspection {

  @Override
  public Programs.Ended read(List<String> command, OutputStream output) throws TrekException {
    return programs.stream(new ByteArrayInputStream(new byte[0]), output, command);
  }

  @Override
  public void log(String service, int lines, boolean follow, OutputStream output) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> missing() {
    return List.of();
  }
}
