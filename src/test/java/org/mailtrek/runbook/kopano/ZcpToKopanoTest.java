package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.attachments.AttachmentSurvey;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;
import org.mailtrek.practice.PracticeMachines;

/** The main job on a practice estate, and back (K1, K2, K5, K8, K10, K12, K13, K15, Z1 to Z3, Z5, Z7 to Z11, Z13, Z16, Z20 to Z22). */
class ZcpToKopanoTest {

  @TempDir Path folder;

  private OpenedEstate estate;
  private Engine engine;

  @BeforeEach
  void makeAnEstate() throws Exception {
    Practice.make("zcp-single", folder.resolve("acme"), 20, 7, each -> {});
    estate = OpenedEstate.open(folder.resolve("acme"), Surroundings.quiet(new PracticeMachines(), new ServerPorts()));
    Runbooks runbooks = new Runbooks(List.of(new ZcpToKopano(estate.declaration(), Catalogue::open)));
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), estate.folder());
    engine = new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test");
  }

  @AfterEach
  void stop() throws Exception {
    estate.close();
    Practice.stop(folder.resolve("acme"));
  }

  @Test
  void turnsZarafaIntoKopanoAndTakesItBackByteForByte() throws Exception {
    SortedMap<String, String> before = scan();
    Plan plan = engine.planner(Progress.NONE).plan(engine.runbooks().named("zcp-to-kopano"), Map.of());
    assertEquals(before, scan(), "planning changed something");

    Plan kept = engine.plans().named(Long.toString(plan.number()));
    Outcome applied = engine.runner(Progress.NONE, new Interruption()).apply(kept, Terms.NONE);
    assertEquals(Outcome.Kind.DONE, applied.kind(), () -> applied.toString());
    assertEquals(Run.RUNNING, estate.view().host("lab1").services().state("kopano-server").run());
    assertEquals(Run.STOPPED, estate.view().host("lab1").services().state("postfix").run());
    assertEquals(118, estate.view().database("lab1").storedVersion().orElseThrow().schema());
    AttachmentSurvey survey = AttachmentSurvey.of(estate.view().host("lab1"), HostPath.of("/var/lib/kopano/attachments"), estate.view().database("lab1"));
    assertTrue(survey.complete(), survey::toString);

    Outcome opened = engine.runner(Progress.NONE, new Interruption()).open(Terms.NONE);
    assertEquals(Outcome.Kind.DONE, opened.kind(), () -> opened.toString());
    assertEquals(Run.RUNNING, estate.view().host("lab1").services().state("postfix").run());

    undo();
    undo();
    SortedMap<String, String> after = scan();
    assertEquals(difference(before, after), "");
  }

  private void undo() throws TrekException {
    Outcome undone = engine.runner(Progress.NONE, new Interruption()).undo(OptionalLong.empty(), Terms.NONE.confirmed(estate.name()));
    assertEquals(Outcome.Kind.DONE, undone.kind(), () -> undone.toString());
  }

  private static String difference(SortedMap<String, String> before, SortedMap<String, String> after) {
    StringBuilder text = new StringBuilder();
    before.forEach((key, value) -> {
      if (!value.equals(after.get(key))) {
        text.append("\n- ").append(key).append(' ').append(value).append("\n+ ").append(after.get(key));
      }
    });
    after.forEach((key, value) -> {
      if (!before.containsKey(key)) {
        text.append("\n+ ").append(key).append(' ').append(value);
      }
    });
    return text.toString();
  }

  private SortedMap<String, String> scan() throws Exception {
    SortedMap<String, String> lines = new TreeMap<>(WorldScan.of(folder.resolve("acme/practice/lab1")));
    WorldScan.of(folder.resolve("acme/practice/lab1.machine/services")).forEach((path, line) -> lines.put("service " + path, line.replaceAll(" \\S*T\\S*Z", "")));
    estate.view().directory().search(
        estate.view().directory().base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> lines.put("entry " + entry.getDN(), text(entry)));
    estate.view().database("lab1").tableDigests().forEach((table, digest) -> lines.put("table " + table, digest));
    return lines;
  }

  private static String text(Entry entry) {
    Entry sorted = new Entry(entry.getDN());
    entry.getAttributes().stream().sorted((a, b) -> a.getName().compareToIgnoreCase(b.getName())).forEach(each -> {
      String[] values = each.getValues();
      java.util.Arrays.sort(values);
      sorted.addAttribute(each.getName(), values);
    });
    return sorted.toLDIFString();
  }
}
