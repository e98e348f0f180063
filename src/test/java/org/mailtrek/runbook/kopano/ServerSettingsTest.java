package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;

final class ServerSettingsTest {

  @ParameterizedTest
  @CsvSource({"'run_as_user = vmail\nrun_as_group = mail\n', vmail:mail", "'', kopano:kopano", "'run_as_user =\n', root:kopano"})
  void tellsTheAccountOfTheDaemons(String configuration, String account) throws Exception {
    StepWorld world = StepWorld.empty();
    world.file("/etc/kopano/server.cfg", configuration);
    HostPath any = HostPath.of("/any");
    Migration move = new Migration("mail1", Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"), any, HostPath.of("/etc/kopano"), any, any, any, any);
    assertEquals(account, ServerSettings.read(world.view(), Catalogue.open(), move).account().toString());
  }
}
