package org.mailtrek.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.Protection;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Opening servers by their addresses. */
class ServerPortsTest {

  private final Ports ports = new ServerPorts();

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void saysThatADatabaseIsDown() throws Exception {
    String url = "jdbc:mysql://127.0.0.1:" + closedPort() + "/zarafa";
    TrekException failure = assertThrows(TrekException.class, () -> ports.database(url, Protection.USUAL, new DatabaseLogin("zarafa", Secret.of("hunter2"))));
    assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
    assertFalse(failure.toString().contains("hunter2"));
  }

  @Test
  void saysThatADirectoryIsDown() throws Exception {
    LdapAddress address = LdapAddress.of("ldap://127.0.0.1:" + closedPort(), "dc=x");
    assertEquals(TrekException.Kind.UNREACHABLE, assertThrows(TrekException.class, () -> ports.directory(address, Optional.empty())).kind());
  }

  @Test
  void opensTheDatabaseOfAPracticeEstate() throws Exception {
    try (Database database = ports.database("jdbc:h2:mem:ports", Protection.USUAL, new DatabaseLogin("sa", Secret.of("x")))) {
      assertFalse(database.view().serverVersion().isEmpty());
    }
  }

  @Test
  void refusesADatabaseWithoutADriver() {
    assertEquals(TrekException.Kind.ESTATE, assertThrows(TrekException.class, () -> ports.database("jdbc:postgresql://x/y", Protection.USUAL, new DatabaseLogin("u", Secret.of("")))).kind());
  }
}
