package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Program;
import org.mailtrek.host.TrekException;

/** What a stand-in says, and where it goes: to the machine's syslog, or to the file that the configuration names. */
final class DaemonLog {

  private final List<String> lines = new ArrayList<>();

  void say(String line) {
    lines.add(line);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Ends a start that went well. */
  Program.Started up(Host machine, DaemonSettings settings) throws TrekException {
    return new Program.Started(true, write(machine, settings) ? List.of() : lines);
  }

  /** Ends a start that was refused; the operator is told in any case. */
  Program.Started refused(Host machine, DaemonSettings settings) throws TrekException {
    write(machine, settings);
    return new Program.Started(false, lines);
  }

  /** Writes the lines to the log file, if there is to be one. */
  private boolean write(Host machine, DaemonSettings settings) throws TrekException {
    String name = settings.value("log_file");
    if (!settings.value("log_method").equals("file") || !name.startsWith("/")) {
      return false;
    }
    HostPath file = HostPath.of(name);
    if (machine.view().stat(file.parent()).filter(state -> state.kind() == FileState.Kind.FOLDER).isEmpty()) {
      return false;
    }
    if (machine.view().stat(file).isEmpty()) {
      machine.disk().create(file);
      machine.disk().chmod(file, 0640);
      OptionalInt owner = machine.view().accounts().uid(settings.value("run_as_user"));
      OptionalInt group = machine.view().accounts().gid(settings.value("run_as_group"));
      machine.disk().chown(file, owner.orElse(0), group.orElse(0));
    }
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    machine.disk().append(file, text, 0, text.length);
    return true;
  }
}
