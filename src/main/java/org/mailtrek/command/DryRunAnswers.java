package org.mailtrek.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.StateFile;
import org.mailtrek.oracle.StateFileCheck;

/**
 * The answers that Oracle's installer has left on a host when somebody went through its questions there, with {@code --dry-run} or in earnest. Only looks.
 *
 * @param file where they lie on the host
 * @param answers what they are, byte for byte
 */
record DryRunAnswers(HostPath file, StateFile answers) {

  private static final HostPath LOGS = HostPath.of("/var/opt/CommsInstaller/logs");
  private static final String NAME = "silent_CommsInstaller_[0-9]{14}";

  /**
   * Returns the newest for a function.
   *
   * @throws TrekException of kind {@code REFUSED} when there is none, or the newest says what the installer would not understand
   */
  static DryRunAnswers newest(HostView host, String name, String verb) throws TrekException {
    for (HostPath each : left(host)) {
      StateFile answers = StateFile.parse(new String(host.readAll(each), StandardCharsets.ISO_8859_1));
      if (answers.value("VERB").filter(verb::equals).isPresent()) {
        for (StateFileCheck.Finding wrong : StateFileCheck.of(answers)) {
          throw TrekException.at(name + ":" + each).kind(TrekException.Kind.REFUSED).found("line " + wrong.line() + ": " + wrong.key() + " " + wrong.what())
              .next("copy it here, mend that line, and name the copy with --set state=FILE");
        }
        return new DryRunAnswers(each, answers);
      }
    }
    throw TrekException.at(name + ":" + LOGS).kind(TrekException.Kind.REFUSED).found("holds no answers for commpkg " + verb).next("commpkg " + verb + " --dry-run, on " + name + ", then again; or without --from-dry-run");
  }

  /** Returns the files, the newest first, which their names tell. */
  private static List<HostPath> left(HostView host) throws TrekException {
    List<HostPath> files = new ArrayList<>();
    if (host.stat(LOGS).filter(each -> each.kind() == FileState.Kind.FOLDER).isPresent()) {
      for (HostPath each : host.list(LOGS)) {
        if (each.name().matches(NAME) && host.stat(each).filter(there -> there.kind() == FileState.Kind.FILE).isPresent()) {
          files.add(each);
        }
      }
    }
    files.sort(Comparator.comparing(HostPath::name).reversed());
    return files;
  }
}
