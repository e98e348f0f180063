package org.mailtrek.runbook.oracle;

import java.util.Optional;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.ServerVersion;

/** Asks, before anything is upgraded, whether {@code comm_dssetup.pl} of the version that the new server needs was applied to the directory. */
final class SchemaToolGuard implements Guard {

  private static final String NEEDED = "6.4.0.28.0";

  private final Move move;

  SchemaToolGuard(Move move) {
    this.move = move;
  }

  @Override
  public String name() {
    return "comm-dssetup";
  }

  @Override
  public String check(View view) throws TrekException {
    Optional<ServerVersion> found = Move.listed(view.host(move.host()), move.installer()).lines().map(each -> each.strip().split("\\s+"))
        .filter(each -> each.length > 1 && each[0].equalsIgnoreCase("DSSETUP") && each[1].matches("[0-9.]*[0-9]")).map(each -> new ServerVersion(each[1])).findFirst();
    if (found.filter(each -> each.atLeast(NEEDED)).isPresent()) {
      return "comm_dssetup.pl " + found.get() + " is there";
    }
    throw TrekException.at(move.host() + ": comm_dssetup.pl").kind(TrekException.Kind.REFUSED)
        .found(found.map(each -> "is " + each).orElse("was not found") + "; " + move.path().to() + " needs the schema of " + NEEDED + " or later in the directory")
        .next("run comm_dssetup.pl of the new media against the directory; where it runs on another host: --override " + name());
  }
}
