package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Filter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.DatabaseView.StoreRow;
import org.mailtrek.host.DatabaseView.UserRow;
import org.mailtrek.host.TrekException;

final class HomeGuardTest {

  private static final String USER = "objectClass: kopano-user\n";
  private static final List<String> DIRECTORY = List.of(
      "dn: cn=lab1,dc=x\nobjectClass: kopano-server\ncn: lab1", "dn: cn=lab2,dc=x\nobjectClass: kopano-server\ncn: Lab2",
      "dn: uid=ann,dc=x\n" + USER + "uid: ann\nuidNumber: 100\nkopanoUserServer: lab1", "dn: uid=eve,dc=x\n" + USER + "uid: eve\nuidNumber: 101\nkopanoUserServer: LAB2");

  private static String check(boolean distributed, String server, String home) throws Exception {
    Map<String, String> ldap = Map.of("ldap_search_base", "dc=x", "ldap_user_type_attribute_value", "kopano-user", "ldap_user_unique_attribute", "uidNumber");
    HomeGuard.HomeSettings settings =
        new HomeGuard.HomeSettings(distributed, server, Filter.create("(objectClass=kopano-server)"), "cn", home, PluginSettings.of(ldap, false));
    UserRow ann = new UserRow(3, "100".getBytes(StandardCharsets.US_ASCII), 0x10001, 0);
    UserRow eve = new UserRow(4, "101".getBytes(StandardCharsets.US_ASCII), 0x10001, 0);
    ListedDatabase database = new ListedDatabase(List.of(ann, eve), List.of(new StoreRow(7, 3, 0, "ann", "A1"), new StoreRow(8, 4, 1, "public of eve", "A2")));
    return new HomeGuard("mail1", view -> settings).check(new TwoPortView(new ListedDirectory(DIRECTORY), database));
  }

  @Test
  void letsAServerStartThatIsTheHomeOfAllWhomItHolds() throws Exception {
    assertEquals("lab1 is one of 2 servers in the directory, and the home of all whose 1 mailboxes it holds", check(true, "LAB1", "kopanoUserServer").replace("LAB1", "lab1"));
    assertTrue(check(false, "", "kopanoUserServer").contains("not one of several"));
  }

  @Test
  void refusesAServerThatWouldSendPeopleAway() {
    TrekException other = assertThrows(TrekException.class, () -> check(true, "lab2", "kopanoUserServer"));
    assertEquals(TrekException.Kind.REFUSED, other.kind());
    assertTrue(other.what().contains("1 of 1 mailboxes") && other.what().contains("ann (lab1)"), other.what());
    TrekException none = assertThrows(TrekException.class, () -> check(true, "lab1", "zarafaUserServer"));
    assertTrue(none.what().contains("ann (no home)"), none.what());
  }

  @Test
  void refusesAServerThatTheDirectoryDoesNotName() {
    TrekException unknown = assertThrows(TrekException.class, () -> check(true, "lab9", "kopanoUserServer"));
    assertTrue(unknown.what().contains("no server named lab9") && unknown.what().contains("lab1, lab2"), unknown.what());
  }
}
