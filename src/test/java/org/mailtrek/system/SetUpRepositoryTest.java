package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.Repository;
import org.mailtrek.host.Secret;
import org.mailtrek.host.SigningKey;

/** Z4. */
class SetUpRepositoryTest {

  /** A public key of ed25519, without an identity. */
  private static final String PACKET = "mDMEZ0AAABYJKwYBBAHaRw8BAQdA" + "A".repeat(43) + "=";

  @TestFactory
  Stream<DynamicTest> settingUpPasses() {
    SetUpRepository step = new SetUpRepository("mail1", "kopano", () -> new Repository("kopano", "https://example.com/x/", "./", key(), Optional.of(new Repository.SignIn("serial", Secret.of("p!w")))));
    return StepHarness.of(step, () -> {
      StepWorld world = StepWorld.empty();
      world.file("/etc/hostname", "mail1\n");
      return world;
    }, world -> world.edit("/etc/kopano", "mine\n")).laws();
  }

  private static SigningKey key() {
    return SigningKey.of(Base64.getDecoder().decode(PACKET.replaceAll("=+$", "")));
  }

  @Test
  void readsAFingerprintOfArmouredKeysToo() {
    String armoured = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: x\n\n" + PACKET.replaceAll("=+$", "") + "\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n";
    assertEquals(key().fingerprint(), SigningKey.of(armoured.getBytes(StandardCharsets.US_ASCII)).fingerprint());
  }
}
