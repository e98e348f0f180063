package org.mailtrek.runbook.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.runbook.CommandStep;

/** Makes a host beside the old one ready: the new version, with the old host's configuration under the new host's name. */
final class NewHost {

  private static final List<String> LINKS = List.of("config", "data", "log");
  private static final Set<String> OWN = Set.of("cfgversion", "restricted.cnf");

  private final Move there;
  private final MailboxHost old;
  private final String oldName;
  private final String newName;

  NewHost(Move there, MailboxHost old, String oldName, String newName) {
    this.there = there;
    this.old = old;
    this.oldName = oldName;
    this.newName = newName;
  }

  List<Step> steps() {
    return List.of(install(), configure(), start());
  }

  private Step install() {
    return new CommandStep(new CommandStep.Name("install-new-host", "Install " + there.path().to() + " on " + there.host(), Set.of("O3")), (view, preview) -> {
      if (view.host(there.host()).stat(there.newRoot().resolve("bin/start-msg")).isEmpty()) {
        for (Folder each : Folder.of(view, there.host(), there.newRoot().parent(), Owner.of(0, 0), 0755)) {
          preview.change(each);
        }
        preview.change(SideBySide.installation(there));
      }
    });
  }

  private Step configure() {
    return new CommandStep(
        new CommandStep.Name("clone-configuration", "Give " + there.host() + " the configuration of " + old.host() + ", as " + newName, Set.of("O3")),
        (view, preview) -> {
          if (view.host(there.host()).stat(there.config()).isPresent()) {
            return;
          }
          Set<Folder> folders = new LinkedHashSet<>();
          for (String each : List.of("config", "log", "queue", "store")) {
            folders.addAll(Folder.of(view, there.host(), there.config().parent().resolve(each), Owner.of(0, 0), 0755));
          }
          for (Folder each : folders) {
            preview.change(each);
          }
          files(view, preview);
          preview.note("what names the old host is changed to " + newName + "; see that the rest fits the new machine: addresses, paths, sizes, certificates");
        });
  }

  private void files(View view, Step.Preview preview) throws TrekException {
    HostView from = view.host(old.host());
    for (HostPath each : from.list(old.config())) {
      FileState state = from.stat(each).orElseThrow();
      if (state.kind() == FileState.Kind.FILE && !each.name().startsWith("pidfile.") && !OWN.contains(each.name())) {
        byte[] text = new String(from.readAll(each), StandardCharsets.ISO_8859_1).replace(oldName, newName).getBytes(StandardCharsets.ISO_8859_1);
        preview.change(FileContent.create(view, there.host(), there.config().resolve(each.nameBytes()), Content.of(text), Owner.of(state.uid(), state.gid()), state.mode()));
      }
    }
  }

  private Step start() {
    HostPath link = there.newRoot().resolve("config");
    return new CommandStep(
        new CommandStep.Name("start-new-host", "Start " + there.path().to() + " on " + there.host(), Set.of("O3")),
        (view, preview) -> {
          if (view.host(there.host()).stat(link).isEmpty()) {
            preview.change(command(link));
          }
        },
        view -> new Switching(there).check(view.host(there.host()), there.newRoot()),
        List.of());
  }

  private ForeignCommand command(HostPath link) {
    List<HostPath> links = new ArrayList<>();
    LINKS.forEach(each -> links.add(there.newRoot().resolve(each)));
    HostPath first = there.config().resolve("pidfile.watcher");
    HostPath last = there.config().resolve("pidfile.sched");
    return new ForeignCommand(
        there.host(),
        "start " + there.path().to(),
        List.of(new Act.Run(List.of(Move.bin(there.newRoot(), "useconfig"), there.config().toString())), new Act.Run(List.of(Move.bin(there.newRoot(), "start-msg")))),
        List.of(new Act.Run(List.of(Move.bin(there.newRoot(), "useconfig"), there.config().toString())), new Act.Run(List.of(Move.bin(there.newRoot(), "stop-msg"))), new Act.Unlink(links),
            new Act.PutBack(there.config(), List.of("pidfile.")), new Act.PutBack(there.config().parent().resolve("log")), new Act.PutBack(there.config().parent().resolve("store"))), // no message in the queues is ours to take away
        List.of(Sign.at(link, Sign.NOTHING, Sign.link(there.config())), Sign.at(first, Sign.NOTHING, Sign.FILE), Sign.at(last, Sign.NOTHING, Sign.FILE)),
        ForeignCommand.Manner.PLAIN);
  }
}
