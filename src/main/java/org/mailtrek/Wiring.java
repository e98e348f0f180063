package org.mailtrek;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.check.ServerOffGuard;
import org.mailtrek.check.EstateFigures;
import org.mailtrek.command.AttachmentActs;
import org.mailtrek.command.BackupSteps;
import org.mailtrek.command.ConfigActs;
import org.mailtrek.command.IndexRebuild;
import org.mailtrek.command.LdapImport;
import org.mailtrek.command.MacroOutside;
import org.mailtrek.command.RepositoryAct;
import org.mailtrek.command.Session;
import org.mailtrek.command.SingleStep;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.SecretPrompt;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.MacroRunbook;
import org.mailtrek.macro.MacroSteps;
import org.mailtrek.mailbox.MovingPorts;
import org.mailtrek.practice.PracticeMachines;
import org.mailtrek.runbook.kopano.KopanoUpgrade;
import org.mailtrek.runbook.kopano.ZcpToKopano;
import org.mailtrek.runbook.netscape.NetscapeUpgrade;
import org.mailtrek.runbook.oracle.Agent;
import org.mailtrek.runbook.oracle.Coexistent;
import org.mailtrek.runbook.oracle.Downgrade;
import org.mailtrek.runbook.oracle.HaInPlace;
import org.mailtrek.runbook.oracle.HaSideBySide;
import org.mailtrek.runbook.oracle.InPlace;
import org.mailtrek.runbook.oracle.SideBySide;
import org.mailtrek.runbook.oracle.UnifiedConfiguration;

/** Puts an estate together: its ports, the engine on it, and the runbooks that it knows. */
final class Wiring {

  private Wiring() {}

  static Session.Opened open(Path folder, Session session) throws TrekException {
    Surroundings surroundings =
        new Surroundings(
            name -> Optional.ofNullable(System.getenv(name)),
            new Asking(session),
            new PracticeMachines(),
            new MovingPorts(session.settings().waitChosen() ? ServerPorts.waiting(session.settings().patience()) : new ServerPorts()),
            warning -> session.talk().say(warning));
    OpenedEstate estate = OpenedEstate.open(folder, surroundings);
    List<Guard> directory = List.of(ServerOffGuard.of(estate.declaration(), Catalogue::open));
    List<Runbook> known = new ArrayList<>(SingleStep.all(directory, SingleStep.people(estate.declaration(), Catalogue::open)));
    known.add(0, new ZcpToKopano(estate.declaration(), Catalogue::open));
    known.add(1, new KopanoUpgrade(estate.declaration(), Catalogue::open));
    known.add(2, new SideBySide(estate.declaration()));
    known.add(3, new InPlace(estate.declaration()));
    known.add(4, new HaSideBySide(estate.declaration()));
    known.add(5, new HaInPlace(estate.declaration()));
    known.add(6, new Agent(estate.declaration()));
    known.add(7, new NetscapeUpgrade(estate.declaration()));
    known.add(8, new UnifiedConfiguration(estate.declaration()));
    known.add(9, new Coexistent(estate.declaration()));
    known.add(10, Downgrade.zfs(estate.declaration()));
    known.add(11, Downgrade.backup(estate.declaration()));
    known.add(12, Downgrade.backOut(estate.declaration()));
    Home home = Home.of(new LocalHost("this machine", List.of(), folder.resolve("packages")), folder);
    known.addAll(BackupSteps.all(estate.declaration(), new Backups(home), directory));
    known.addAll(ConfigActs.all(estate.declaration()));
    known.addAll(AttachmentActs.all(estate.declaration()));
    known.add(IndexRebuild.runbook(estate.declaration()));
    known.add(LdapImport.runbook(directory));
    known.add(RepositoryAct.runbook(estate));
    MacroOutside outside = new MacroOutside(session);
    known.replaceAll(each -> each.name().contains(" ") ? each : new MacroSteps(each, folder, outside));
    known.add(MacroRunbook.known(outside));
    Runbooks runbooks = new Runbooks(known);
    return new Session.Opened(estate, new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), owner(), new EstateFigures(estate.declaration())));
  }

  /** Asks whoever sits at the terminal. */
  private record Asking(Session session) implements SecretPrompt {

    @Override
    public Secret ask(String what) throws TrekException {
      return session.talk().secret(what + ": ").orElseThrow(() -> nobody(what));
    }

    @Override
    public boolean agrees(String question) throws TrekException {
      return session.talk().asks() && session.talk().yes(question);
    }
  }

  private static TrekException nobody(String what) {
    return TrekException.at(what)
        .kind(TrekException.Kind.USAGE)
        .found("has to be typed, and nobody can be asked")
        .next("use { file: PATH }, { env: NAME } or { command: [..] } in estate.yaml");
  }

  /** Who works: the login, and whom sudo was called by. */
  private static String owner() {
    String user = System.getProperty("user.name", "?");
    String by = System.getenv("SUDO_USER");
    return by == null || by.isEmpty() ? user : user + " (sudo by " + by + ")";
  }
}
