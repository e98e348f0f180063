package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HostPathTest {

  @Test
  void whatIsTypedAndIsNoPathIsAnsweredWithWhatToType() throws TrekException {
    assertEquals("/etc/kopano", HostPath.typed("--config", "/etc//kopano/", "--config /etc/kopano").toString());
    for (String each : new String[] {"", "etc", "x=$(touch y)", "/etc/../root", "/etc/./x", "/a\0b"}) {
      TrekException refused = assertThrows(TrekException.class, () -> HostPath.typed("--config", each, "--config /etc/kopano"), each);
      assertEquals(TrekException.Kind.USAGE, refused.kind());
      assertEquals("--config --config /etc/kopano", refused.where() + " " + refused.next());
    }
  }
}
