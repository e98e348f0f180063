package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 300_000})
  void digestsAllThatACommandSaidHoweverMuchOfItIsKept(int size) throws Exception {
    Take take = new Take(new Statements.Statement(List.of("scan"), List.of(), List.of(), Optional.empty(), false), Clock.systemUTC());
    byte[] all = new byte[size];
    for (int i = 0; i < size; i++) {
      all[i] = (byte) ('a' + i % 23);
    }
    try (OutputStream out = take.through(OutputStream.nullOutputStream())) {
      for (int at = 0; at < size; at += 1_000) {
        out.write(all, at, Math.min(1_000, size - at));
      }
    }
    var came = take.entry(0).came().orElseThrow();
    assertEquals(size, came.bytes());
    assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all)), came.digest());
  }
}
