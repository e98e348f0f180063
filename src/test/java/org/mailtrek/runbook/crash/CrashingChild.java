package org.mailtrek.runbook.crash;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mailtrek.engine.Progress;
import org.mailtrek.host.fault.Points;

/** Does a scenario in a process of its own, and kills that with SIGKILL before one of its writes. */
final class CrashingChild {

  private static final int SIGKILLED = 128 + 9;

  private CrashingChild() {}

  /** Does a scenario in an estate's folder in a child, and returns when that was killed. */
  static void killed(Scenario scenario, Path folder, int point) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m", "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"),
        CrashingChild.class.getName(), scenario.name(), folder.toString(), Integer.toString(point));
    Process child = new ProcessBuilder(command).inheritIO().redirectInput(new File("/dev/null")).start();
    if (child.waitFor() != SIGKILLED) {
      throw new AssertionError(scenario + ": the child came to its end before point " + point + ", exit " + child.exitValue());
    }
  }

  public static void main(String[] words) throws Exception {
    Scenario scenario = Scenario.all().stream().filter(each -> each.name().equals(words[0])).findFirst().orElseThrow();
    int deadly = Integer.parseInt(words[2]);
    CrashWorld[] running = new CrashWorld[1];
    Points points =
        Points.visited(
            new Points.Visitor() {
              @Override
              public boolean wants(int point) {
                return running[0] != null && point == deadly;
              }

              @Override
              public void at(int point, String what) {
                kill(running[0]);
              }
            });
    try (CrashWorld world = scenario.open(Path.of(words[1]), points)) {
      running[0] = world;
      scenario.act(world, Progress.NONE);
    }
  }

  /** The database, which is in this process too and writes late, is brought to its files before: a real one is a process of its own and lives on. */
  private static void kill(CrashWorld world) {
    try {
      world.settle();
      new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
