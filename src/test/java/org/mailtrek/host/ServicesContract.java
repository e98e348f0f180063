package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.ServicesView.Run;

/** What every {@link Services} does with a service {@code good} and a service {@code bad} that never comes up; both start at boot. */
abstract class ServicesContract {

  @TempDir Path scratch;

  private Services services;

  /** Opens the services of a machine with the two services, neither of them running. */
  abstract Services open(Path folder) throws Exception;

  @BeforeEach
  void openServices() throws Exception {
    services = open(scratch);
  }

  private Run run(String service) throws TrekException {
    return services.view().state(service).run();
  }

  @Test
  void namesWhatIsInstalled() throws TrekException {
    assertTrue(services.view().names().containsAll(java.util.List.of("bad", "good")));
    assertEquals(services.view().names().stream().sorted().toList(), services.view().names());
  }

  @Test
  void startsAndStops() throws TrekException {
    assertEquals(Run.STOPPED, run("good"));
    services.start("good");
    assertEquals(Run.RUNNING, run("good"));
    services.stop("good");
    assertEquals(Run.STOPPED, run("good"));
  }

  @Test
  void doesNothingTwice() throws TrekException {
    services.stop("good");
    services.start("good");
    services.start("good");
    assertEquals(Run.RUNNING, run("good"));
    services.stop("good");
    services.stop("good");
    assertEquals(Run.STOPPED, run("good"));
  }

  @Test
  void quotesTheLogWhenAServiceDoesNotComeUp() throws TrekException {
    TrekException failure = assertThrows(TrekException.class, () -> services.start("bad"));
    assertTrue(failure.what().contains("no configuration"), failure.what());
    assertTrue(run("bad") == Run.FAILED || run("bad") == Run.STOPPED);
    services.stop("bad");
    assertEquals(Run.STOPPED, run("bad"));
  }

  @Test
  void switchesTheStartAtBoot() throws TrekException {
    assertTrue(services.view().state("good").enabled());
    services.enable("good", false);
    services.enable("good", false);
    assertFalse(services.view().state("good").enabled());
    services.enable("good", true);
    assertTrue(services.view().state("good").enabled());
  }

  @Test
  void refusesWhatIsNotInstalled() throws TrekException {
    assertEquals(Run.ABSENT, run("none"));
    assertThrows(TrekException.class, () -> services.start("none"));
    assertThrows(TrekException.class, () -> services.enable("none", true));
    services.stop("none");
  }
}
