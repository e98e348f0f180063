package org.mailtrek.runbook.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.StateFile;
import org.mailtrek.oracle.StateFileCheck;
import org.mailtrek.runbook.CommandStep;

/**
 * The state file that the silent installer reads on each host: written from the plan, or taken from a file of this machine that a dry run has left and somebody has
 * edited. It is checked before it is carried; what the command line says besides wins over it, and is said.
 */
final class CarriedAnswers {

  /** The file to take. */
  static final Runbook.Option STATE = new Runbook.Option("state", "a state file of this machine, such as a dry run leaves, to carry to the hosts (default: one that is written from the plan)", List.of(), Optional.of(""));

  private static final Owner ROOT = Owner.of(0, 0);

  private static final String UPGRADE = "upgrade";
  private static final String UNINSTALL = "uninstall";

  private final String verb;
  private final HostPath file;
  private final List<String> typed;
  private final List<String> hosts;
  private final String given;

  /** Makes those for an upgrade of a tree. */
  CarriedAnswers(Move move, HostPath root, List<String> hosts, Map<String, String> options) {
    this(UPGRADE, "upgrade-to-" + move.path().to(), Move.commpkg(move.installer(), UPGRADE, root), hosts, options);
  }

  /** Returns those for taking the new version out of the active tree again. */
  static CarriedAnswers uninstall(Move move, Map<String, String> options) {
    return new CarriedAnswers(UNINSTALL, "uninstall-of-" + move.path().to(), Move.commpkg(move.installer(), UNINSTALL, move.oldRoot()), List.of(move.host()), options);
  }

  /** Returns those for an upgrade of a cluster's agent. */
  static CarriedAnswers agent(Move move, List<String> nodes, Map<String, String> options) {
    return new CarriedAnswers(UPGRADE, "upgrade-agent-to-" + move.path().to(), AgentActs.commpkg(move.installer(), UPGRADE), nodes, options);
  }

  private CarriedAnswers(String verb, String name, List<String> typed, List<String> hosts, Map<String, String> options) {
    this.verb = verb;
    this.file = HostPath.of("/var/tmp/" + name + ".state");
    this.typed = List.copyOf(typed);
    this.hosts = List.copyOf(hosts);
    this.given = options.getOrDefault("state", "");
  }

  /** Returns where it lies on each host. */
  HostPath file() {
    return file;
  }

  /** Tells whether the installer will be run at all. */
  interface Need {
    boolean in(View view) throws TrekException;
  }

  /** Returns the name that it has on the first host while the installer is at work: by that it is seen that an exchange was begun, which may have left anything behind. */
  HostPath begun() {
    return HostPath.of(file() + ".begun");
  }

  /** Returns that the installer is about to begin. */
  Act begin() {
    return new Act.Finish(file(), begun());
  }

  /** Returns that the installer is done, or that what it did was taken back. */
  Act end() {
    return new Act.Finish(begun(), file());
  }

  /** Returns the installer's command, which reads it; which product and which tree is meant is on the command line too, so that no file can mean another. */
  List<String> command(String host) {
    return reading(host.equals(hosts.get(0)) ? begun() : file());
  }

  /** Returns the installer's command on a host where nothing has to tell that it was begun. */
  List<String> command() {
    return reading(file());
  }

  private List<String> reading(HostPath answers) {
    List<String> command = new ArrayList<>(typed);
    command.set(command.size() - 1, "--silent=" + answers);
    return command;
  }

  Step step() {
    return step(view -> true);
  }

  Step step(Need need) {
    return new CommandStep(
        new CommandStep.Name("carry-answers", "Carry the answers for the silent installer to " + String.join(", ", hosts), Set.of("O11")),
        (view, preview) -> {
          if (!need.in(view)) {
            return;
          }
          StateFile answers = answers();
          byte[] text = answers.text().getBytes(StandardCharsets.ISO_8859_1);
          for (String each : hosts) {
            if (view.host(each).stat(file()).isEmpty()) {
              preview.change(FileContent.create(view, each, file(), Content.of(text), ROOT, 0600));
            } else if (!Arrays.equals(view.host(each).readAll(file()), text)) {
              preview.change(FileContent.of(view, each, file(), view.host(each).readAll(file()), text));
            }
          }
          preview.note((given.isEmpty() ? "the answers are written from this plan" : "the answers are those of " + given) + "; commpkg reads them from " + file());
          answers.overridden(options()).forEach((key, value) -> {
            if (!answers.value(key).orElse("").equals(value)) {
              preview.note(key + "=" + answers.value(key).orElse("") + " of the state file is overridden on the command line: " + value);
            }
          });
        });
  }

  /** Returns what is typed besides the file. */
  private Map<String, String> options() {
    Map<String, String> found = new LinkedHashMap<>();
    found.put("--comp", typed.get(2).substring("--comp=".length()));
    if (typed.get(3).equals("--installroot")) {
      found.put("--installroot", typed.get(4));
    }
    return found;
  }

  private StateFile answers() throws TrekException {
    if (given.isEmpty()) {
      Map<String, String> values = new LinkedHashMap<>(Map.of("COMPONENTS", options().get("--comp")));
      if (options().containsKey("--installroot")) {
        values.put(verb.equals(UPGRADE) ? "INSTALLROOT" : "ROOTDIR", options().get("--installroot"));
      }
      return StateFile.write(verb, values);
    }
    StateFile file;
    try {
      file = StateFile.parse(Files.readString(Path.of(given), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw TrekException.at("--set state=" + given).kind(TrekException.Kind.USAGE).found("can't be read: " + e.getMessage()).because(e).next("name a state file of this machine, with its whole path");
    }
    List<StateFileCheck.Finding> findings = StateFileCheck.of(file);
    if (!findings.isEmpty() || !file.verb().equals(verb)) {
      throw TrekException.at("--set state=" + given).kind(TrekException.Kind.REFUSED)
          .found(findings.isEmpty() ? "is for " + file.verb() : "line " + findings.get(0).line() + ": " + findings.get(0).key() + " " + findings.get(0).what()).next("statefile check " + given);
    }
    return file;
  }
}
