package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.TrekException;

final class LeftBehindTest {

  private static List<String> found(StepWorld world) throws TrekException {
    return LeftBehind.of(world.view(), KopanoStepsTest.MOVE, Catalogue.open());
  }

  @Test
  void namesWhatNoStepCarries() throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    assertEquals(List.of(), found(world));
    world.file("/etc/default/zarafa", "ZARAFA_LOCALE=de_DE.UTF-8\n");
    world.edit("/etc/zarafa/server.cfg", "user_safe_mode = yes\n");
    world.database().exchangeSetting("lock_distributed_zarafa", Optional.empty(), Optional.of("1".getBytes(StandardCharsets.UTF_8)));
    List<String> all = found(world);
    assertEquals(3, all.size(), all::toString);
    assertTrue(all.get(0).contains("/etc/default/kopano"), all.get(0));
    assertTrue(all.get(1).contains("lock_distributed_zarafa"), all.get(1));
    assertTrue(all.get(2).contains("user_safe_mode"), all.get(2));
  }
}
