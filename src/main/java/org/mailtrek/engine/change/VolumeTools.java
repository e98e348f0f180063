package org.mailtrek.engine.change;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** Runs the tools of file systems and volumes on a host. */
final class VolumeTools {

  private VolumeTools() {}

  /**
   * What a tool that only looked said.
   *
   * @param ok whether it ended well
   * @param missing whether there is no such tool
   * @param text its output, with no blanks around
   * @param words the last of what it said, for a message
   */
  record Said(boolean ok, boolean missing, String text, String words) {}

  /** Asks a tool that only looks. */
  static Said ask(HostView on, List<String> command) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Programs.Ended ended = on.inspection().volumes(command, out);
    return new Said(ended.ok(), ended.code() == 127, out.toString(StandardCharsets.UTF_8).strip(), ended.lastWords());
  }

  /**
   * Runs a tool that writes.
   *
   * @throws TrekException when it does not end well
   */
  static void run(Host on, List<String> command) throws TrekException {
    Programs.Ended ended = on.programs().run(new byte[0], command);
    if (!ended.ok()) {
      throw TrekException.at(on.name() + ": " + String.join(" ", command)).found("ended with code " + ended.code() + ": " + ended.lastWords()).next("mend what it names, then resume, or undo");
    }
  }
}
