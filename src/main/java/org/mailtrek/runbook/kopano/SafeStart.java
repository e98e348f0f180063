package org.mailtrek.runbook.kopano;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mailtrek.attachments.AttachmentSteps;
import org.mailtrek.check.IdentityGuard;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.database.DatabaseSteps;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.host.HostPath;
import org.mailtrek.system.SystemSteps;

/** The first start of the new server: in safe mode, behind guards, with everybody compared by name before safe mode is left. */
final class SafeStart {

  private static final String SERVER = "kopano-server";

  private final Migration move;
  private final Supplier<Catalogue> catalogue;

  SafeStart(Migration move, Supplier<Catalogue> catalogue) {
    this.move = move;
    this.catalogue = catalogue;
  }

  /** Adds, each as {@code known} makes it wait for packages, the steps up to the comparison, and those of the second act up to leaving safe mode. */
  void into(List<Step> steps, UnaryOperator<Step> known) {
    ConfigSteps configuration = new ConfigSteps(catalogue.get());
    HostPath file = move.newConfig().resolve("server.cfg");
    steps.add(known.apply(configuration.safeMode(move.host(), file, true)));
    steps.add(known.apply(DatabaseSteps.firstStart(move.host(), SERVER, move.schema(), guards())));
    steps.add(new CheckPeople(move.host(), settings()));
    Step off = configuration.safeMode(move.host(), file, false);
    steps.add(known.apply(new LeaveSafeMode(move.host(), off, List.of(new IdentityGuard(move.host(), settings())))));
  }

  /** Returns the account that the new daemons will run as. */
  SystemSteps.Account account() {
    return view -> ServerSettings.read(view, catalogue.get(), move).account();
  }

  private IdentityGuard.Settings settings() {
    return view -> ServerSettings.read(view, catalogue.get(), move).plugin();
  }

  private List<Guard> guards() {
    return List.of(
        DatabaseSteps.schema(move.host(), move.oldestSchema(), move.schema()),
        AttachmentSteps.present(move.host(), move.newAttachments()),
        new IdentityGuard(move.host(), settings()));
  }
}
