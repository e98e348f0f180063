package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every package manager does; the names of the packages and files begin with {@code mailtrek-test}. */
abstract class PackagesContract {

  static final String NAME = "mailtrek-test-server";
  static final HostPath CONFIG = HostPath.of("/etc/mailtrek-test/server.cfg");
  static final HostPath PROGRAM = HostPath.of("/usr/sbin/mailtrek-test-server");
  static final HostPath EXTRA = HostPath.of("/usr/share/mailtrek-test/extra");

  @TempDir Path scratch;

  private Host machine;

  /** Opens a machine in a folder, with an empty repository. */
  abstract Host open(Path folder) throws Exception;

  /** Puts a package into the repository; text by path, {@link #CONFIG} is its configuration file. */
  abstract void offer(String name, String version, Map<HostPath, String> files) throws Exception;

  /** Takes all packages out of the repository, as when a vendor closes it. */
  abstract void withdraw() throws Exception;

  /** Returns the version as the package manager writes it that was asked to offer it. */
  String packaged(String version) {
    return version;
  }

  @BeforeEach
  void openMachine() throws Exception {
    machine = open(scratch);
    offer(NAME, "1.0", new TreeMap<>(Map.of(CONFIG, "threads = 1\n", PROGRAM, "#!/bin/sh\n", EXTRA, "old\n")));
    offer(NAME, "1.1", new TreeMap<>(Map.of(CONFIG, "threads = 2\n", PROGRAM, "#!/bin/sh\n# 1.1\n")));
  }

  private String text(HostPath file) throws TrekException {
    return new String(machine.view().readAll(file), StandardCharsets.UTF_8);
  }

  private boolean exists(HostPath path) throws TrekException {
    return machine.view().stat(path).isPresent();
  }

  private void edit(HostPath file, String text) throws TrekException {
    machine.disk().truncate(file, 0);
    machine.disk().append(file, text.getBytes(StandardCharsets.UTF_8), 0, text.length());
  }

  private void install(String version) throws TrekException {
    machine.packages().install(List.of(NAME + "=" + packaged(version)));
  }

  private PackagesView.Installed installed() throws TrekException {
    return machine.view().packages().installed().get(NAME);
  }

  @Test
  void offersWhatTheRepositoryHoldsNewestFirst() throws TrekException {
    assertEquals(List.of(packaged("1.1"), packaged("1.0")), machine.view().packages().available(NAME));
    assertTrue(machine.view().packages().offered().contains(NAME));
  }

  @Test
  void showsContentsWithoutInstalling() throws TrekException, IOException {
    PackagesView.Contents contents = machine.view().packages().contents(NAME, packaged("1.0"));
    assertTrue(contents.files().keySet().containsAll(List.of(CONFIG, PROGRAM, EXTRA, CONFIG.parent())));
    assertEquals(FileState.Kind.FOLDER, contents.files().get(CONFIG.parent()).kind());
    assertEquals(12, contents.files().get(CONFIG).size());
    assertEquals(List.of(CONFIG), List.copyOf(contents.configuration()));
    try (InputStream in = contents.read(CONFIG)) {
      assertArrayEquals("threads = 1\n".getBytes(StandardCharsets.UTF_8), in.readAllBytes());
    }
    assertFalse(exists(CONFIG));
  }

  @Test
  void installsWhatTheContentsSaid() throws TrekException {
    PackagesView.Contents contents = machine.view().packages().contents(NAME, packaged("1.0"));
    install("1.0");
    assertEquals(new PackagesView.Installed(NAME, packaged("1.0"), true), installed());
    for (HostPath file : List.of(CONFIG, PROGRAM, EXTRA)) {
      FileState promised = contents.files().get(file);
      FileState present = machine.view().stat(file).orElseThrow();
      assertTrue(promised.sameOwnerAndMode(present), file.toString());
      assertEquals(promised.modified(), present.modified(), file.toString());
    }
  }

  @Test
  void replacesAConfigurationFileThatNobodyChanged() throws TrekException {
    install("1.0");
    install("1.1");
    assertEquals("threads = 2\n", text(CONFIG));
    assertFalse(exists(EXTRA), "what the new version does not have goes");
    assertEquals(packaged("1.1"), installed().version());
  }

  @Test
  void keepsAConfigurationFileThatAnAdministratorChanged() throws TrekException {
    install("1.0");
    edit(CONFIG, "threads = 9\n");
    install("1.1");
    assertEquals("threads = 9\n", text(CONFIG));
  }

  @Test
  void aRemovalKeepsConfigurationAndCanBeTakenBack() throws TrekException {
    install("1.0");
    edit(CONFIG, "threads = 9\n");
    machine.packages().remove(List.of(NAME));
    assertEquals(null, installed());
    assertEquals("threads = 9\n", text(CONFIG));
    assertFalse(exists(PROGRAM));
    install("1.0");
    assertEquals("threads = 9\n", text(CONFIG));
    assertEquals("#!/bin/sh\n", text(PROGRAM));
  }

  /** What comes back from the archive that was made of it is as the vendor's: its configuration stays when it goes again. */
  @Test
  void configurationOutlivesARemovalOfWhatWasBroughtBack() throws Exception {
    install("1.0");
    edit(CONFIG, "threads = 9\n");
    withdraw();
    machine.packages().remove(List.of(NAME));
    assertTrue(machine.view().packages().contents(NAME, packaged("1.0")).configuration().contains(CONFIG), "the kept archive does not know what is configuration");
    install("1.0");
    assertEquals("threads = 9\n", text(CONFIG));
    machine.packages().remove(List.of(NAME));
    assertEquals("threads = 9\n", text(CONFIG));
    install("1.0");
    assertEquals("threads = 9\n", text(CONFIG));
  }

  @Test
  void whatAnInstallationBroughtCanBeForgotten() throws TrekException {
    install("1.0");
    machine.packages().remove(List.of(NAME));
    assertTrue(exists(CONFIG));
    machine.packages().forget(List.of(NAME));
    assertFalse(exists(CONFIG));
    assertFalse(exists(CONFIG.parent()));
  }

  @Test
  void doesNothingForWhatIsInstalledOrGoneAlready() throws TrekException {
    install("1.0");
    install("1.0");
    machine.packages().finish();
    machine.packages().remove(List.of(NAME));
    machine.packages().remove(List.of(NAME));
    machine.packages().forget(List.of("mailtrek-test-none"));
    assertEquals(null, installed());
  }

  @Test
  void refusesAVersionThatIsNotAtHand() throws TrekException {
    assertThrows(TrekException.class, () -> install("9.9"));
    assertThrows(TrekException.class, () -> machine.packages().install(List.of(NAME)));
    assertEquals(null, installed());
  }
}
