package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldif.LDIFException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/** Mail stays down where it would bounce (K1). */
final class MailGuardTest {

  /** This machine, with a directory that names somebody whom none of its programs knows. */
  private record OneMachine(HostView machine, DirectoryView directory) implements View {

    static View of(Host host) throws LDIFException {
      return new OneMachine(host.view(), new ListedDirectory(List.of("dn: uid=a,dc=x\nobjectClass: top\nuid: a\nmail: a@x.invalid")));
    }

    @Override
    public List<String> hosts() {
      return List.of("mail1");
    }

    @Override
    public HostView host(String name) {
      return machine;
    }

    @Override
    public DatabaseView database(String host) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void anAgentThatKnowsNobodyStaysDown() throws Exception {
    try (Host machine = new LocalHost("mail1", List.of(), Path.of("/nonexistent"))) {
      View now = OneMachine.of(machine);
      TrekException refused = assertThrows(TrekException.class, () -> new MailGuard("mail1", List.of("exim")).check(now));
      assertEquals(TrekException.Kind.REFUSED, refused.kind());
      assertTrue(refused.what().contains("finds none of a@x.invalid") && refused.what().contains("exim STAYS DOWN"), refused::what);
    }
  }

  @Test
  void programsAreNotAskedAboutWhatIsOnlyForeseen() throws Exception {
    try (Host machine = new LocalHost("mail1", List.of(), Path.of("/nonexistent"))) {
      ServiceState started = new ServiceState("mail1", "kopano-dagent", new State(Run.STOPPED, false), new State(Run.RUNNING, true));
      assertEquals("", new MailGuard("mail1", List.of("exim")).check(started.over(OneMachine.of(machine))));
    }
  }
}
