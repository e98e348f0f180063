package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class UserListTest {

  private static final String HEAD = "[4x partition]:primary\n[3x MailStorePath]:/mail/mailbox-3.x\n#---------List of mail user id ------\n";

  @Test
  void comesBackAsItWasWritten() throws TrekException {
    UserList list = new UserList("primary", HostPath.of("/mail/mailbox-3.x"), List.of("joe", "crowe"));
    assertEquals(HEAD + "joe\ncrowe\n", list.text());
    assertEquals(list, UserList.read("__up.primary.txt", list.text()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
    "'[4x partition]:\n'; 1", "'[4x partition]:primary\nx'; 2", "'[4x partition]:primary\n[3x MailStorePath]:mail\n#\n'; 2", "'[4x partition]:primary\n[3x MailStorePath]:/m\n'; 3",
    "'[4x partition]:primary\n[3x MailStorePath]:/m\n#\na\n\nb\n'; 5", "'[4x partition]:primary\n[3x MailStorePath]:/m\n#\na b\n'; 4", "'[4x partition]:primary\n[3x MailStorePath]:/m\n#\na\nb\na\n'; 6"
  })
  void anErrorNamesItsLine(String text, int line) {
    TrekException refused = assertThrows(TrekException.class, () -> UserList.read("list.txt", text));
    assertEquals("list.txt, line " + line, refused.where());
    assertEquals(TrekException.Kind.USAGE, refused.kind());
  }
}
