package org.mailtrek.runbook.oracle;

import java.util.Optional;
import java.util.OptionalInt;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;

/** Refuses what the vendor does not allow: versions before 7, the databases of a 32-bit store, and a version other than the declared one. */
final class UpgradePathGuard implements Guard {

  private final Move move;

  UpgradePathGuard(Move move) {
    this.move = move;
  }

  @Override
  public String name() {
    return "upgrade-path";
  }

  @Override
  public String check(View view) throws TrekException {
    Optional<Installation> found = Installation.at(view.host(move.host()), move.oldRoot());
    OptionalInt bits = found.map(Installation::bits).orElse(OptionalInt.empty());
    boolean store = move.store(view);
    Optional<String> why = move.path().refusalInPlace(store, bits.orElse(move.oldRoot().name().endsWith("64") ? 64 : 32));
    if (why.isPresent()) {
      throw TrekException.at(move.host()).kind(TrekException.Kind.REFUSED).found(why.get()).next("strategy compare");
    }
    Optional<String> other = found.flatMap(Installation::version).filter(each -> each.compareTo(move.path().from()) != 0).map(Object::toString);
    if (other.isPresent() && !other.get().equals(move.path().to().toString())) {
      throw TrekException.at(move.host()).kind(TrekException.Kind.REFUSED).found("the server says that it is " + other.get() + ", and " + move.path().from() + " is declared")
          .next("correct version under products in estate.yaml");
    }
    return "from " + move.path().from() + " to " + move.path().to() + " directly";
  }
}
