package org.mailtrek.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.lab.LabMachine;

/** Runs programs where words of this machine lead to, such as into a machine of the lab. */
final class InsidePrograms implements Programs {

  private final Children here;
  private final List<String> way;
  private final Map<String, String> settings;

  /** Runs programs as root inside a machine of the lab. */
  static Programs of(LabMachine machine) {
    String lab = machine.root().getParent().getParent().getParent().toString();
    return new InsidePrograms(Children.of("lab").with("MAILTREK_LAB", lab), List.of(Path.of("scripts/lab").toAbsolutePath().toString(), "sh", machine.name()), Map.of());
  }

  /** Runs programs of this machine behind words of it. */
  static Programs behind(Children here, List<String> way) {
    return new InsidePrograms(here, way, Map.of());
  }

  private InsidePrograms(Children here, List<String> way, Map<String, String> settings) {
    this.here = here;
    this.way = List.copyOf(way);
    this.settings = Map.copyOf(settings);
  }

  @Override
  public String host() {
    return here.host();
  }

  @Override
  public Programs with(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return new InsidePrograms(here, way, more);
  }

  @Override
  public Programs within(Duration limit) {
    return new InsidePrograms(here.within(limit), way, settings);
  }

  @Override
  public String word(HostPath path) throws TrekException {
    return here.word(path);
  }

  @Override
  public Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException {
    List<String> line = new ArrayList<>(way);
    line.add("env");
    settings.forEach((name, value) -> line.add(name + "=" + value));
    line.addAll(command);
    return here.stream(input, output, line);
  }
}
