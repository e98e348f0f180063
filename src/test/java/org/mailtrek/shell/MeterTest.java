package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Progress: how much, how fast, how long still. */
class MeterTest {

  private final SetClock clock = new SetClock();
  private final Meter meter = new Meter(clock);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  private void after(Duration time, long done) {
    clock.pass(time);
    meter.update("copy", "bytes", done, 10L << 20);
  }

  @Test
  void showsRateTimeAndTimeLeft() {
    after(Duration.ZERO, 0);
    after(Duration.ofSeconds(2), 4L << 20);
    assertEquals("copy [########------------] 40 %  4.0 MiB of 10.0 MiB  2.0 MiB/s  2.0 s, 3.0 s left", meter.line(true));
    meter.update("read", "entries", 3, 0);
    assertEquals("read  3 entries  0 ms", meter.line(true), "another piece of work begins anew");
  }

  @Test
  void saysNoTimeLeftBeforeThatIsKnown() {
    after(Duration.ZERO, 0);
    after(Duration.ofMillis(1900), 1 << 20);
    assertEquals(Optional.empty(), meter.left());
    after(Duration.ofMillis(200), 1 << 20);
    assertTrue(meter.left().isPresent());
  }

  @Test
  void forgetsHowFastItWasLongAgo() {
    after(Duration.ZERO, 0);
    after(Duration.ofSeconds(5), 5L << 20);
    for (int second = 0; second < 20; second++) {
      after(Duration.ofSeconds(1), (5L << 20) + second * 1024);
    }
    assertTrue(meter.left().orElseThrow().toSeconds() > 3600, () -> "the mean since the start is not what counts: " + meter.left());
  }

  @Test
  void redrawsOneLineThatFitsTheTerminal() {
    ProgressLine line = new ProgressLine(out, true, false, clock, () -> 40);
    for (int step = 0; step <= 20; step++) {
      line.update("copy the attachments", "bytes", step * 500_000L, 10_000_000);
      clock.pass(Duration.ofMillis(110));
    }
    line.clear();
    String text = written.toString(StandardCharsets.UTF_8);
    assertFalse(text.contains("\n") || text.contains("\u001b"), text);
    String[] redrawn = text.split("\r");
    assertTrue(redrawn.length > 20, text);
    for (String each : redrawn) {
      assertTrue(Cells.width(each) < 40, each);
    }
  }

  @Test
  void everyPhaseHasItsOwnTotalAndNoneIsSaidToBeWholeBeforeItsEnd() {
    meter.update("1/2 copy", "bytes", 100, 100);
    assertEquals(99, meter.percent());
    clock.pass(Duration.ofSeconds(5));
    meter.update("2/2 verify", "files", 1, 4);
    assertEquals(25, meter.percent());
    assertEquals("2/2 verify 25 %  1 of 4 files  0 ms", meter.line(false));
  }

  @Test
  void whatCountsNothingIsSeenAtOnceAndIsSaidToWaitAfterFiveSeconds() {
    ProgressLine line = new ProgressLine(out, true, false, clock, () -> 100);
    line.begin("ldap survey", " (at most 60 s)");
    clock.pass(Duration.ofMillis(70));
    line.pulse();
    assertTrue(written.toString(StandardCharsets.UTF_8).endsWith("\rldap survey  70 ms"), written::toString);
    line.update("2/9 Stop services", "services", 1, 3);
    for (int second = 0; second < 6; second++) {
      clock.pass(Duration.ofSeconds(1));
      line.pulse();
    }
    assertTrue(written.toString(StandardCharsets.UTF_8).stripTrailing().endsWith("\r2/9 Stop services  waiting for 6.0 s (at most 60 s)"), written::toString);
    line.hold();
    written.reset();
    line.pulse();
    assertEquals("", written.toString(StandardCharsets.UTF_8), "somebody is asked");
    line.release();
    line.pulse();
    assertTrue(written.toString(StandardCharsets.UTF_8).contains("2/9 Stop services"), written::toString);
  }

  @Test
  void whatWaitsIsSaidNowAndThenWhereNothingCanBeRedrawn() {
    ProgressLine line = new ProgressLine(out, false, false, clock, () -> 80);
    line.begin("ldap survey", "");
    for (int second = 0; second < 100; second++) {
      clock.pass(Duration.ofSeconds(1));
      line.pulse();
    }
    assertEquals(3, written.toString(StandardCharsets.UTF_8).lines().count(), written::toString);
    assertTrue(written.toString(StandardCharsets.UTF_8).startsWith("ldap survey  waiting for 30.0 s"), written::toString);
  }

  @Test
  void writesALineNowAndThenWhereNothingCanBeRedrawn() {
    ProgressLine line = new ProgressLine(out, false, false, clock, () -> 80);
    for (int step = 0; step < 100; step++) {
      line.update("copy", "files", step, 100);
      clock.pass(Duration.ofSeconds(1));
    }
    assertEquals(3, written.toString(StandardCharsets.UTF_8).lines().count(), written::toString);
  }
}
