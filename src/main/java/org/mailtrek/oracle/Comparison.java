package org.mailtrek.oracle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The strategies for one host, side by side.
 *
 * @param path from which version to which
 * @param roles what the host does
 * @param bits 32 or 64: the width of its programs
 * @param zfs whether its store is on ZFS
 * @param sizes how much there is
 */
public record Comparison(UpgradePath path, Set<Role> roles, int bits, boolean zfs, HostSizes sizes) {

  /** Copies the set. */
  public Comparison {
    roles = Set.copyOf(roles);
  }

  /**
   * What the deployment is to become, as far as that rules strategies out.
   *
   * @param cassandra whether the mailboxes go to the Cassandra store
   * @param otherHardware whether processors of another kind are to be used, such as x86 for SPARC
   * @param restart how long a stop and a start take together
   */
  public record Aim(boolean cassandra, boolean otherHardware, Duration restart) {}

  /**
   * One strategy for the host.
   *
   * @param strategy which
   * @param refused why it is not allowed; empty when it is
   * @param downtime how long service is away: of the host, or for coexistence of the largest mailbox
   * @param extraBytes how much disk it takes besides
   * @param hardware whether another host is needed
   * @param risk how much is at stake
   * @param back how it is backed out of
   */
  public record Choice(Strategy strategy, Optional<String> refused, Duration downtime, long extraBytes, boolean hardware, String risk, String back) {}

  /** Returns the strategies, the safest first. */
  public List<Choice> choices(Aim aim) {
    boolean store = roles.contains(Role.STORE);
    boolean changed = store && path.changesStore();
    List<Choice> choices = new ArrayList<>();
    for (Strategy each : Strategy.values()) {
      choices.add(new Choice(each, refused(each, aim), downtime(each, aim), extra(each), each == Strategy.COEXISTENT, each.risk(), each.back(changed, zfs)));
    }
    return choices;
  }

  private Optional<String> refused(Strategy strategy, Aim aim) {
    if (strategy == Strategy.COEXISTENT) {
      return path.refusal();
    }
    if (path.refusal().isEmpty() && aim.cassandra && roles.contains(Role.STORE)) {
      return Optional.of("mailboxes come to the Cassandra store only by being moved, with rehostuser");
    }
    if (path.refusal().isEmpty() && aim.otherHardware) {
      return Optional.of("between kinds of processors only coexistence is possible");
    }
    return path.refusalInPlace(roles.contains(Role.STORE), bits);
  }

  /** A user is away only while the own mailbox is moved; programs are written once in place; a backup without a snapshot is made beforehand. */
  private Duration downtime(Strategy strategy, Aim aim) {
    return switch (strategy) {
      case COEXISTENT -> copying(2 * sizes.mailboxBytes());
      case SIDE_BY_SIDE -> aim.restart;
      case IN_PLACE -> aim.restart.plus(copying(2 * sizes.treeBytes()));
    };
  }

  private Duration copying(long bytes) {
    return sizes.bytesPerSecond() == 0 ? Duration.ZERO : Duration.ofMillis(bytes * 1000 / sizes.bytesPerSecond());
  }

  private long extra(Strategy strategy) {
    long backup = zfs ? 0 : sizes.storeBytes();
    return switch (strategy) {
      case COEXISTENT -> sizes.storeBytes() + sizes.treeBytes();
      case SIDE_BY_SIDE -> sizes.treeBytes() + backup;
      case IN_PLACE -> backup;
    };
  }

  /** Returns the strategy to prefer: what the vendor calls safest for a store, and the least work for a host that keeps nothing. */
  public Optional<Strategy> recommended(Aim aim) {
    List<Strategy> allowed = choices(aim).stream().filter(each -> each.refused().isEmpty()).map(Choice::strategy).toList();
    if (roles.contains(Role.STORE) || allowed.isEmpty()) {
      return allowed.stream().findFirst();
    }
    return Optional.of(allowed.contains(Strategy.SIDE_BY_SIDE) ? Strategy.SIDE_BY_SIDE : allowed.get(0));
  }

  /** Returns where the host stands in the sequence of a deployment: front ends, then stores, then relays. */
  public int turn() {
    if (roles.contains(Role.STORE)) {
      return 2;
    }
    return roles.contains(Role.MMP) || roles.contains(Role.WEBMAIL) ? 1 : 3;
  }
}
