package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.mailtrek.engine.Progress;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;

/** Something that is done to a practice estate, and may be killed at any of its write points. */
abstract class Scenario {

  /** Where an act may end. */
  enum End {
    /** Where it began. */
    BEFORE,
    /** Where an undisturbed act ends. */
    AFTER,
    /** Back to the last step that can't be taken back, which was done or begun, and that was said. */
    NO_RETURN
  }

  private final String runbook;
  private final String estate;

  Scenario(String runbook, String estate) {
    this.runbook = runbook;
    this.estate = estate;
  }

  /** Returns all of them, the smallest first. */
  static List<Scenario> all() {
    return List.of(
        new RunbookScenario("zcp-to-kopano", "zcp-single", Map.of()),
        new RunbookScenario("zcp-to-kopano", "zcp-single", Map.of()).opening(),
        new RunbookScenario("zcp-to-kopano", "zcp-single", Map.of("schema", "keep", "config", "copy", "attachments", "keep")),
        new RunbookScenario("zcp-to-kopano", "zcp-multi", Map.of()),
        new RunbookScenario("zcp-to-kopano", "zcp-multi", Map.of()).opening(),
        new RunbookScenario("kopano-upgrade", "kopano-8.1", Map.of()),
        new RunbookScenario("kopano-upgrade", "kopano-8.1", Map.of()).opening(),
        new RunbookScenario("kopano-upgrade", "kopano-8.1", Map.of("config", "copy")).to("11.0.2"),
        new RunbookScenario("oracle-side-by-side", "oracle", Map.of("host", "relay1")),
        new RunbookScenario("oracle-side-by-side", "oracle", Map.of("host", "front1")),
        new RunbookScenario("oracle-side-by-side", "oracle", Map.of("host", "store1")),
        new RunbookScenario("oracle-in-place", "oracle", Map.of("host", "front1")),
        new RunbookScenario("oracle-unified-config", "oracle", Map.of("host", "front1")),
        new RunbookScenario("oracle-unified-config", "oracle", Map.of("host", "front1", "to", "legacy")).behind("oracle-unified-config", "front1"),
        new RunbookScenario("oracle-back-out", "oracle", Map.of("host", "front1", "media", "")).behind("oracle-in-place", "front1"),
        new RunbookScenario("oracle-downgrade", "oracle", Map.of("host", "store1", "media", "")).behind("oracle-in-place", "store1"),
        new RunbookScenario("oracle-downgrade-zfs", "oracle", Map.of("host", "store1", "media", "", "since", "20240101:000000")).behind("oracle-in-place", "store1"),
        new RunbookScenario("oracle-ha-side-by-side", "oracle-cluster", Map.of("host", "in1")),
        new RunbookScenario("oracle-ha-in-place", "oracle-cluster", Map.of("host", "in1")),
        new RunbookScenario("oracle-agent", "oracle-cluster", Map.of("host", "in1")),
        new RunbookScenario("oracle-coexistent", "oracle", Map.of("host", "store1", "to", "store3", "pilot", "user1", "batch", "3", "users", "user1,user3,user5")),
        new RunbookScenario("oracle-coexistent", "oracle", Map.of("host", "store1", "to", "store3", "pilot", "user3", "users", "user3,user5", "store", "cassandra", "new-name", "store3.example.com", "rehost", "/usr/local/sbin/rehostuser %u %h", "rehost-back", "/usr/local/sbin/rehostuser %u %h"))
            .behind("oracle-coexistent", Map.of("host", "store1", "to", "store3", "pilot", "user1", "users", "user1")),
        new RunbookScenario("queue convert", "netscape", Map.of("host", "lab1", "queue", "/usr/netscape/suitespot/mail-lab1/queue", "to", "folder:/disk1")),
        new MessagesScenario(),
        new RunbookScenario("netscape-3-to-4", "netscape", Map.of("host", "lab1", "place", "research=/disk1/research-4", "queue", "/usr/netscape/suitespot/mail-lab1/queue")),
        new RunbookScenario("netscape-3-to-4", "netscape", Map.of("host", "lab1", "to", MessagesScenario.TO, "threads", "1", "queue", "/usr/netscape/suitespot/mail-lab1/queue", "new-queue", "folder:/disk1")),
        new RunbookScenario("ldap transplant", "zcp-single", Map.of()),
        new RunbookScenario("ldap transplant", "zcp-multi", Map.of("keep-old", "yes")));
  }

  /** Returns those whose names match a pattern. */
  static List<Scenario> matching(String pattern) {
    return all().stream().filter(each -> each.name().matches(pattern)).toList();
  }

  /** Returns what is done, as it is typed. */
  String runbook() {
    return runbook;
  }

  /** Returns the kind of the practice estate. */
  String estate() {
    return estate;
  }

  /** Returns a name for files and choices. */
  final String name() {
    return (estate + "." + runbook()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
  }

  @Override
  public final String toString() {
    return runbook() + " on " + estate;
  }

  /** Makes the estate in a new folder, with what comes before the act. */
  abstract void make(Path folder) throws IOException, InterruptedException, TrekException;

  /** Opens the estate. */
  abstract CrashWorld open(Path folder, Points points) throws IOException, InterruptedException, TrekException;

  /** Returns the steps that can't be taken back once they are done. */
  Set<String> stepsOfNoReturn(CrashWorld world) throws TrekException {
    return Set.of();
  }

  /**
   * Does it.
   *
   * @throws AssertionError when it does not come to its end
   */
  abstract void act(CrashWorld world, Progress progress) throws TrekException;

  /**
   * Goes on with what was killed, or back where asked for.
   *
   * @return where the world ought to be now
   * @throws AssertionError when it does not come to an end
   */
  abstract End recover(CrashWorld world, boolean back, Progress progress) throws TrekException;

  /** Looks at the world, as it is compared with others of this scenario. */
  SortedMap<String, String> scan(CrashWorld world, boolean all) throws IOException, TrekException {
    return world.scan(all);
  }
}
