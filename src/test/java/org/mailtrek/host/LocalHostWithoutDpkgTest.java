package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose packages are managed by something else. */
class LocalHostWithoutDpkgTest {

  @TempDir Path folder;

  @Test
  void writesFilesAndRefusesOnlyWhatAsksForPackages() throws TrekException {
    LocalHost host = new LocalHost(new Root("here", folder), List.of(), folder.resolve("kept"));
    host.disk().mkdir(HostPath.of("/journal"), 0700);
    assertTrue(host.view().stat(HostPath.of("/journal")).isPresent());
    TrekException refused = assertThrows(TrekException.class, () -> host.view().packages().installed());
    assertEquals(TrekException.Kind.UNREACHABLE, refused.kind());
    assertThrows(TrekException.class, () -> host.packages().install(List.of("any=1")));
  }
}
