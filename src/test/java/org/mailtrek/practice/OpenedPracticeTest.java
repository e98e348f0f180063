package org.mailtrek.practice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView;

final class OpenedPracticeTest {

  @TempDir private static Path temporary;
  private static Path folder;

  @BeforeAll
  static void make() throws Exception {
    folder = temporary.resolve("estate");
    Practice.make("zcp-single", folder, 20, 11, phase -> {});
    Practice.stop(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    Practice.stop(folder);
  }

  @Test
  void opensAsAnyEstateAndStartsItsServersByItself() throws Exception {
    try (Estate estate = open()) {
      AtomicInteger users = new AtomicInteger();
      Filter filter = Filter.create("(objectClass=zarafa-user)");
      estate.view().directory().search(Population.BASE, SearchScope.SUB, filter, entry -> users.incrementAndGet(), "uid");
      assertEquals(20, users.get());
      assertEquals(64, estate.view().database("lab1").storedVersion().orElseThrow().schema());
      assertArrayEquals("files".getBytes(StandardCharsets.US_ASCII), estate.view().database("lab1").setting("attachment_storage").orElseThrow());
      assertEquals(List.of(), estate.view().database("lab1").stopSigns());
    }
  }

  @Test
  void theMachineHasZarafaRunningAndKopanoOnOffer() throws Exception {
    try (Estate estate = open()) {
      HostView machine = estate.view().host("lab1");
      for (String service : List.of("zarafa-server", "zarafa-gateway", "postfix", "apache2")) {
        assertEquals(new ServicesView.State(ServicesView.Run.RUNNING, true), machine.services().state(service), service);
      }
      assertTrue(machine.packages().installed().containsKey("zarafa-server"));
      assertEquals(List.of("8.7.25"), machine.packages().available("kopano-server"));
      FileState attachment = machine.stat(HostPath.of(AttachmentFiles.path("/var/lib/zarafa/attachments", 1) + ".gz")).orElseThrow();
      assertEquals(machine.accounts().uid("zarafa").orElseThrow(), attachment.uid());
      assertEquals(0640, machine.stat(HostPath.of("/etc/zarafa/server.cfg")).orElseThrow().mode());
      assertTrue(machine.list(HostPath.of("/var/lib/zarafa/backup 2016")).stream().anyMatch(each -> each.name().contains("\\xff")), "bytes that are no text");
    }
  }

  @Test
  void zarafaStopsAndStartsAgainAsItIsConfigured() throws Exception {
    try (Estate estate = open()) {
      Host machine = estate.host("lab1");
      machine.services().stop("zarafa-server");
      machine.services().start("zarafa-server");
      assertEquals(ServicesView.Run.RUNNING, machine.view().services().state("zarafa-server").run());
    }
  }

  @Test
  void theSameSeedMakesTheSameMachineButForThePorts() throws Exception {
    Path second = temporary.resolve("second");
    Practice.make("zcp-single", second, 20, 11, phase -> {}, Engine.H2);
    Practice.stop(second);
    assertEquals(listing(folder), listing(second));
  }

  private static Estate open() throws Exception {
    return OpenedEstate.open(folder, Surroundings.quiet(new PracticeMachines(), new ServerPorts()));
  }

  /** Returns names, sizes and times of all files of the machine, but for those that name a port. */
  private static List<String> listing(Path estate) throws Exception {
    Path root = new Places(estate).machine();
    List<String> lines = new ArrayList<>();
    try (var all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(each, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
          lines.add(root.relativize(each) + " " + Files.size(each) + " " + Files.getLastModifiedTime(each));
        }
      }
    }
    lines.sort(null);
    return lines;
  }
}
