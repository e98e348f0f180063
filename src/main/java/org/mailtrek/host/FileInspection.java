package org.mailtrek.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Looks at a machine that has files and no programs, such as a simulated one. */
final class FileInspection implements Inspection {

  private static final HostPath LOG = HostPath.of("/var/log/syslog");

  private final FilesView files;

  FileInspection(FilesView files) {
    this.files = files;
  }

  @Override
  public Programs.Ended read(List<String> command, OutputStream output) throws TrekException {
    throw refused("is simulated and runs no programs");
  }

  @Override
  public void log(String service, int lines, boolean follow, OutputStream output) throws TrekException {
    if (follow) {
      throw refused("is simulated: its log does not grow by itself");
    }
    if (files.stat(LOG).isEmpty()) {
      throw refused("has no log yet");
    }
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(files.read(LOG), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.contains(" " + service + ":") || line.contains(" " + service + "[")) {
          last.add(line + "\n");
        }
        if (last.size() > lines) {
          last.remove();
        }
      }
      for (String line : last) {
        output.write(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw Refusal.of(files.name() + ":" + LOG, e);
    }
  }

  @Override
  public List<String> missing() {
    return List.of();
  }

  private TrekException refused(String what) {
    return TrekException.at(files.name()).kind(TrekException.Kind.USAGE).found(what).next("look at its files, or at a real machine");
  }
}
