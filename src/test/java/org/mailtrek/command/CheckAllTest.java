package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.AllAtOnce;

class CheckAllTest {

  @Test
  void asksForAllServicesAtOnce() throws TrekException {
    assertEquals("1 services run, none has failed", CheckAll.services(new AllAtOnce(Map.of("slapd", ServicesView.Run.RUNNING, "exim4", ServicesView.Run.STOPPED)), "mail1"));
    TrekException failed = assertThrows(TrekException.class, () -> CheckAll.services(new AllAtOnce(Map.of("slapd", ServicesView.Run.FAILED)), "mail1"));
    assertTrue(failed.what().contains("slapd has failed"), failed.what());
  }
}
