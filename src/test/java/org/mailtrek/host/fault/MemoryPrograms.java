package org.mailtrek.host.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** The programs of a machine in memory: each is played by its name, and writes through the host that it was asked on. */
record MemoryPrograms(Host machine, Map<String, Tool> tools) implements Programs {

  @Override
  public String host() {
    return machine.name();
  }

  @Override
  public Programs with(String name, String value) {
    return this;
  }

  @Override
  public Programs within(Duration limit) {
    return this;
  }

  @Override
  public String word(HostPath path) {
    return path.toString();
  }

  @Override
  public Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException {
    HostPath program = command.get(0).startsWith("/") ? HostPath.of(command.get(0)) : HostPath.of("/bin").resolve(command.get(0));
    if (!tools.containsKey(program.name())) {
      return new Ended(127, new byte[0], command.get(0) + ": not found");
    }
    Ended ended = tools.get(program.name()).run(new Tool.Call(program, command.subList(1, command.size())), machine, input);
    try {
      output.write(ended.out());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return ended;
  }
}
