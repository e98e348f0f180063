package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NoSlapdTest {

  @Test
  void aSimulatedMachineSaysWhatItLacksAndNamesTheOnlineWay() {
    SlapdView slapd = new NoSlapd("mail1");
    HostPath configuration = HostPath.of("/etc/ldap/slapd.d");
    List<Executable> all = List.of(() -> slapd.folder(configuration, "dc=x"), () -> slapd.export(configuration, "dc=x", OutputStream.nullOutputStream()), () -> slapd.names(configuration),
        () -> slapd.number(configuration));
    for (Executable each : all) {
      TrekException refused = assertThrows(TrekException.class, each);
      assertEquals(TrekException.Kind.REFUSED, refused.kind());
      assertEquals("mail1", refused.where());
      assertTrue(refused.what().contains("slapd can't be run on this machine"), refused.what());
      assertTrue(refused.next().contains("ldap transplant --online") && refused.next().contains("--directory online"), refused.next());
    }
  }
}
