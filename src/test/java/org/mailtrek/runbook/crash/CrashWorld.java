package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeSet;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runner;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.host.TrekException;

/** A practice estate that was opened with a write point before everything that is written in it. */
public interface CrashWorld extends AutoCloseable {

  /** Returns the estate's folder. */
  Path folder();

  /** Returns the open estate. */
  OpenedEstate estate();

  /** Returns the engine on it. */
  Engine engine();

  /** Looks at everything without code of the program where that can be; at times too where all is asked for. */
  SortedMap<String, String> scan(boolean all) throws IOException, TrekException;

  /** Brings to the files what its servers hold in memory. */
  void settle() throws IOException;

  @Override
  void close() throws IOException;

  /** Returns what runs plans on it. */
  default Runner runner(Progress progress) {
    return engine().runner(progress, new Interruption());
  }

  /** Copies it while it runs, as a kill would leave it. */
  default void copyTo(Path to) {
    try {
      settle();
      copy(folder(), to);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies an estate as it lies on the disk now. */
  static void copy(Path from, Path to) throws IOException {
    run("cp", "-a", "--reflink=auto", from.toString(), to.toString());
  }

  /** Removes an estate. */
  static void remove(Path world) throws IOException {
    run("rm", "-rf", world.toString());
  }

  private static void run(String... command) throws IOException {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(command[0] + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Returns where two scans differ; empty when nowhere. */
  static String difference(SortedMap<String, String> expected, SortedMap<String, String> found) {
    StringBuilder text = new StringBuilder();
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    for (String key : keys) {
      if (!expected.getOrDefault(key, "").equals(found.getOrDefault(key, ""))) {
        text.append("\n- ").append(key).append(' ').append(expected.get(key)).append("\n+ ").append(found.get(key));
      }
    }
    return text.toString();
  }
}
