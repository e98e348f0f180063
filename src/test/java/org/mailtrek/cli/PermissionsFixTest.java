package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsFixTest {

  @TempDir private Path folder;

  @Test
  void previewsWithoutWalkingThroughAllTreesBefore() throws Exception {
    Files.createDirectories(folder.resolve("machine/etc/zarafa"));
    Files.writeString(folder.resolve("machine/etc/zarafa/server.cfg"), "run_as_user = nobody\n", StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("estate.yaml"),
        "estate: acme\nhosts:\n  mail1: { simulated: machine }\nproducts:\n  - { host: mail1, product: zcp, version: 7.2.6, config: /etc/zarafa }\n",
        StandardCharsets.UTF_8);
    Spoken looked = Spoken.in(folder, "permissions", "check");
    assertEquals(2, looked.exit(), looked::toString);
    assertTrue(looked.out().contains("Shall have"), looked::toString);
    Spoken planned = Spoken.in(folder, "permissions", "fix", "--plan");
    assertEquals(2, planned.exit(), planned::toString);
    assertTrue(planned.out().contains("/etc/zarafa"), planned::toString);
    assertFalse(planned.toString().contains("Shall have"), "it looked at every object before the plan did: " + planned);
  }
}
