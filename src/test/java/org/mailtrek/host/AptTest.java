package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.PackagesView.Exchange;

/** The lines of apt-get's simulation, as apt 2 and apt 3 print them. */
class AptTest {

  private static Exchange exchange(String name, String before, String after) {
    return new Exchange(name, Optional.of(before).filter(each -> !each.isEmpty()), Optional.of(after).filter(each -> !each.isEmpty()));
  }

  @Test
  void readsWhatComesAndGoesAlsoWhereSomethingIsBrokenForTheMoment() {
    assertEquals(Optional.of(exchange("zarafa-gateway", "7.2.6-52189", "")), Apt.change("Remv zarafa-gateway [7.2.6-52189]"));
    assertEquals(Optional.of(exchange("zarafa-gateway", "7.2.6-52189", "")), Apt.change("Remv zarafa-gateway [7.2.6-52189] [zarafa:amd64 ]"));
    assertEquals(Optional.of(exchange("kopano-common", "", "8.7.25-0")), Apt.change("Inst kopano-common (8.7.25-0 lab [all])"));
    assertEquals(Optional.of(exchange("python-mapi", "7.2.6-52189", "8.7.25-0")), Apt.change("Inst python-mapi [7.2.6-52189] (8.7.25-0 lab [all]) [zarafa:amd64 on zarafa-x:amd64] [zarafa:amd64 ]"));
    assertEquals(Optional.empty(), Apt.change("Conf kopano-common (8.7.25-0 lab [all])"));
  }
}
