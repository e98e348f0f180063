package org.mailtrek.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which upgrades are possible, O1, and the strategies side by side, O2. */
class ComparisonTest {

  private static final Comparison.Aim CLASSIC = new Comparison.Aim(false, false, Duration.ofSeconds(60));
  private static final HostSizes SIZES = new HostSizes(500, 100_000, 4_000, 1_000);

  private static Comparison of(String from, int bits, Role... roles) {
    return new Comparison(new UpgradePath(new ServerVersion(from), new ServerVersion("8.0.2")), Set.of(roles), bits, false, SIZES);
  }

  private static List<Strategy> allowed(Comparison host, Comparison.Aim aim) {
    return host.choices(aim).stream().filter(each -> each.refused().isEmpty()).map(Comparison.Choice::strategy).toList();
  }

  @ParameterizedTest
  @CsvSource({"5.2, false", "6.3.0.1, false", "7, true", "7.0.4.27.0, true", "8.0, true", "8.0.1, true", "8.0.2, false", "8.0.2.0.0, false", "8.1, false"})
  void versionsBelow7GoByWayOf7(String from, boolean possible) {
    assertEquals(possible, new UpgradePath(new ServerVersion(from), new ServerVersion("8.0.2")).refusal().isEmpty());
    assertEquals(possible ? 3 : 0, allowed(of(from, 64, Role.MTA), CLASSIC).size());
  }

  @Test
  void mailboxesComeToCassandraOnlyByBeingMoved() {
    Comparison.Aim cassandra = new Comparison.Aim(true, false, Duration.ZERO);
    assertEquals(List.of(Strategy.COEXISTENT), allowed(of("8.0.1", 64, Role.STORE), cassandra));
    assertEquals(3, allowed(of("8.0.1", 64, Role.MTA), cassandra).size());
  }

  @Test
  void betweenKindsOfProcessorsThereIsOnlyCoexistence() {
    assertEquals(List.of(Strategy.COEXISTENT), allowed(of("8.0.1", 64, Role.MTA), new Comparison.Aim(false, true, Duration.ZERO)));
  }

  @Test
  void aStoreOf32BitsIsMoved() {
    assertEquals(List.of(Strategy.COEXISTENT), allowed(of("7.0.4", 32, Role.STORE, Role.MTA), CLASSIC));
    assertEquals(3, allowed(of("7.0.4", 32, Role.MTA), CLASSIC).size());
  }

  @Test
  void estimatesByWhatWasMeasured() {
    List<Comparison.Choice> choices = of("7.0.5", 64, Role.STORE).choices(CLASSIC);
    assertEquals(List.of(Duration.ofSeconds(8), Duration.ofSeconds(60), Duration.ofSeconds(61)), choices.stream().map(Comparison.Choice::downtime).toList());
    assertEquals(List.of(100_500L, 100_500L, 100_000L), choices.stream().map(Comparison.Choice::extraBytes).toList());
    assertEquals(List.of(true, false, false), choices.stream().map(Comparison.Choice::hardware).toList());
  }

  @Test
  void recommendsTheSafestForAStoreAndPutsFrontEndsFirst() {
    assertEquals(Optional.of(Strategy.COEXISTENT), of("7.0.5", 64, Role.STORE).recommended(CLASSIC));
    assertEquals(Optional.of(Strategy.SIDE_BY_SIDE), of("7.0.5", 64, Role.MMP).recommended(CLASSIC));
    assertEquals(Optional.empty(), of("6.3", 64, Role.MMP).recommended(CLASSIC));
    assertEquals(List.of(1, 2, 3), List.of(of("7", 64, Role.MMP, Role.MTA).turn(), of("7", 64, Role.STORE, Role.MTA).turn(), of("7", 64, Role.MTA).turn()));
  }
}
