package org.mailtrek.oracle;

import java.util.Optional;

/**
 * Which upgrades are possible at all: from 7.0 on directly; before that by way of 7; to the Cassandra store only by moving mailboxes.
 *
 * @param from the version that is there
 * @param to the version that is wanted
 */
public record UpgradePath(ServerVersion from, ServerVersion to) {

  /** Returns why the upgrade can't be done in one, with the way that can; empty when it can. */
  public Optional<String> refusal() {
    if (from.compareTo(to) >= 0) {
      return Optional.of(from + " is not older than " + to);
    }
    if (!from.atLeast("7")) {
      return Optional.of(from + " can't be upgraded to " + to + " directly: first to 7, then to " + to);
    }
    return Optional.empty();
  }

  /**
   * Returns why a strategy that uses the data where it lies is not possible; empty when it is.
   *
   * @param store whether the host keeps mailboxes
   * @param bits the width of the programs that are there
   */
  public Optional<String> refusalInPlace(boolean store, int bits) {
    Optional<String> any = refusal();
    if (any.isEmpty() && store && bits == 32) {
      return Optional.of("the databases of a 32-bit store can't be used by 64-bit programs: its mailboxes have to be moved");
    }
    return any;
  }

  /** Returns whether the store's format changes, so that the older version can't read it any more. */
  public boolean changesStore() {
    return !from.atLeast("8.0.1") && to.atLeast("8.0.1");
  }

  /** Returns whether {@code restricted.cnf} is made by the first start only, and most commands fail before it. */
  public boolean lacksRestrictedFile() {
    return !from.atLeast("7.0.5") && to.atLeast("7.0.5");
  }
}
