package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of a simulated machine: executable files, each played by the stand-in of its name. A name without a folder is looked for where a shell
 * would. A file that is missing, or that nobody plays, ends as a shell's would: with code 127.
 */
final class SimulatedPrograms implements Programs {

  private static final List<String> PATH = List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/usr/cluster/bin", "/sbin", "/bin");
  private static final int EXECUTABLE = 0111;

  private final SimulatedHost machine;
  private final Map<String, Tool> tools;
  private final Faults faults;

  SimulatedPrograms(SimulatedHost machine, Map<String, Tool> tools, Faults faults) {
    this.machine = machine;
    this.tools = tools;
    this.faults = faults;
  }

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
  public String word(HostPath path) throws TrekException {
    return path.toString();
  }

  @Override
  public Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException {
    String name = command.get(0);
    Optional<HostPath> program = find(name);
    if (program.isEmpty() || !tools.containsKey(program.get().name())) {
      return new Ended(127, new byte[0], name + ": not found");
    }
    if (faults.hits(Faults.Kind.COMMAND_FAILS, program.get().name())) {
      return new Ended(1, new byte[0], program.get().name() + ": failed as ordered");
    }
    Ended ended = tools.get(program.get().name()).run(new Tool.Call(program.get(), command.subList(1, command.size())), machine, input);
    try {
      output.write(ended.out());
    } catch (IOException e) {
      throw TrekException.at(host()).found("the data of " + name + " could not be handed on: " + e.getMessage()).because(e).next("start again");
    }
    return new Ended(ended.code(), new byte[0], ended.err());
  }

  /** Returns whether a command is known to change nothing. */
  boolean onlyLooks(List<String> command) throws TrekException {
    Optional<HostPath> program = find(command.get(0));
    return program.isEmpty() || !tools.containsKey(program.get().name()) || tools.get(program.get().name()).onlyLooks(command.subList(1, command.size()));
  }

  /** Returns whether anybody plays a program here. */
  boolean any() {
    return !tools.isEmpty();
  }

  private Optional<HostPath> find(String name) throws TrekException {
    if (name.startsWith("/")) {
      return executable(HostPath.of(name));
    }
    for (String folder : PATH) {
      Optional<HostPath> found = executable(HostPath.of(folder).resolve(name));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<HostPath> executable(HostPath typed) throws TrekException {
    HostPath path = machine.view().followed(typed);
    Optional<FileState> state = machine.view().stat(path);
    return state.filter(each -> each.kind() == FileState.Kind.FILE && (each.mode() & EXECUTABLE) != 0).map(each -> path);
  }
}
