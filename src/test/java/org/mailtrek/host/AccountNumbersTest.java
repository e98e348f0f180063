package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers as directories give them out: of ten digits, and beyond what is positive here. */
class AccountNumbersTest {

  @TempDir private Path root;

  @Test
  void areOf32BitsWithoutASign() {
    assertEquals(OptionalInt.of(2_000_200_000), FileAccounts.number("2000200000"));
    assertEquals("4294967294", Integer.toUnsignedString(FileAccounts.number("4294967294").getAsInt()));
    for (String each : List.of("4294967295", "99999999999", "-1", "", "7x")) {
      assertEquals(OptionalInt.empty(), FileAccounts.number(each), each);
    }
  }

  @Test
  void areReadFromTheFileOfAccounts() throws Exception {
    Files.createDirectory(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nanna:x:2000200000:2000200000::/:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nstaff:x:3000000000:\n");
    FileAccounts accounts = new FileAccounts(new LocalFiles(new Root("lab1", root), state -> state));
    assertEquals(OptionalInt.of(2_000_200_000), accounts.uid("anna"));
    assertEquals("3000000000", Integer.toUnsignedString(accounts.gid("staff").getAsInt()));
  }
}
