package org.mailtrek.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.fuzz.Fuzzing;
import org.mailtrek.host.TrekException;

/** Plans, and the changes in them, whatever happened to their JSON. */
final class PlanFuzzTest {

  @TempDir private Path locks;

  @Test
  void aPlanIsReadOrRefused() throws TrekException, InterruptedException {
    StepWorld world = SmallWorld.in(locks);
    byte[] plan = Json.bytes(world.plan(SmallRunbook.whole()).toJson());
    Fuzzing.of("plan").and(plan).words("\"kind\":\"service-state\"", "\"steps\":[", "null", "{}", "\"after\":", "\"mode\":\"99999\"", "-1", "1e99", "\"path\":\"x\"", "\"run\":\"up\"").feed(input -> {
      Plan read = Plan.read(Json.parse(input, "plan"), ChangeKinds::read);
      Plan.read(Json.parse(Json.bytes(read.toJson()), "plan"), ChangeKinds::read);
    });
  }
}
