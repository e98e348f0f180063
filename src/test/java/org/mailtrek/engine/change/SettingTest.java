package org.mailtrek.engine.change;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {

  private static final String NAME = "attachment_storage";

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    return Stream.of(
        of("replace", text("files"), text("files_v2")).foreign(w -> set(w, "files", "s3"), w -> set(w, "files_v2", "s3")),
        of("add", Optional.empty(), Optional.of(new byte[] {0, (byte) 0xff})),
        of("remove", text(""), Optional.empty()));
  }

  private static ChangeCase of(String title, Optional<byte[]> before, Optional<byte[]> after) {
    World world = World.empty();
    world.database().exchangeSetting(NAME, Optional.empty(), before);
    return ChangeCase.of(title, world, view -> new Setting("mail1", NAME, before.map(Bytes::of), after.map(Bytes::of)));
  }

  private static void set(World world, String from, String to) {
    world.database().exchangeSetting(NAME, text(from), text(to));
  }

  private static Optional<byte[]> text(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
