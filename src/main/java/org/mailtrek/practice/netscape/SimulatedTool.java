package org.mailtrek.practice.netscape;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.host.Host;
import org.mailtrek.host.Programs;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * A stand-in as a simulated machine runs it: in this process. Programs of the same name that lie elsewhere are another's.
 *
 * @param other plays the program where it is not of this server
 */
public record SimulatedTool(Tool other) implements Tool {

  /** Returns the tools of other servers, and these. */
  public static Map<String, Tool> with(Map<String, Tool> others) {
    Map<String, Tool> all = new TreeMap<>(others);
    for (String each : VendorProgram.names()) {
      all.put(each, new SimulatedTool(others.getOrDefault(each, (call, machine, input) -> new Programs.Ended(127, new byte[0], each + ": not found\n"))));
    }
    return all;
  }

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    if (!call.program().toString().startsWith(Installation.SERVER + "/") || !(machine instanceof SimulatedHost simulated)) {
      return other.run(call, machine, input);
    }
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    try {
      int code = VendorProgram.run(simulated.folder(), call.program().name(), call.arguments(), out, errors);
      return new Programs.Ended(code, out.toString().getBytes(StandardCharsets.UTF_8), errors.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(machine.name()).kind(TrekException.Kind.PARTLY).found("interrupted").because(e).next("resume");
    }
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return !arguments.isEmpty() && arguments.get(0).equals("-p") || other.onlyLooks(arguments);
  }
}
