package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine, which is only read here. */
class LocalHostTest {

  @TempDir Path scratch;

  private HostView view;

  @BeforeEach
  void openMachine() throws TrekException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "no Debian here");
    view = new LocalHost("here", List.of(), scratch.resolve("kept")).view();
  }

  @Test
  void knowsItsAccounts() throws TrekException {
    assertEquals(OptionalInt.of(0), view.accounts().uid("root"));
    assertEquals(Optional.of("root"), view.accounts().group(0));
    assertEquals(OptionalInt.empty(), view.accounts().uid("no-such-user-here"));
    assertEquals(OptionalInt.empty(), view.accounts().gid("0"), "a number is no name");
    assertEquals(Optional.empty(), view.accounts().user(3_999_999));
  }

  @Test
  void knowsItsPackages() throws TrekException {
    assertEquals("dpkg", view.packages().family());
    PackagesView.Installed dpkg = view.packages().installed().get("dpkg");
    assertTrue(dpkg.complete());
    assertFalse(dpkg.version().isEmpty());
    assertFalse(view.packages().installed().containsKey("no-such-package-at-all"));
  }

  @Test
  void knowsWhatIsNoService() throws TrekException {
    assertEquals(new ServicesView.State(ServicesView.Run.ABSENT, false), view.services().state("no-such-service"));
    assertEquals(view.services().names().stream().sorted().toList(), view.services().names());
  }

  @Test
  void ordersVersionsAsDpkgDoes() throws TrekException {
    List<String> rising = List.of("1.0~beta1", "1.0", "1.0-1", "1.0-1+b1", "1.0a", "1.0.1", "1.9", "1.10", "8.7.25.0-0+1", "10.0", "1:0.1");
    for (int at = 1; at < rising.size(); at++) {
      assertTrue(Versions.ORDER.compare(rising.get(at - 1), rising.get(at)) < 0, rising.get(at));
      assertTrue(Children.of("here").run("dpkg", "--compare-versions", rising.get(at - 1), "lt", rising.get(at)).ok(), rising.get(at));
    }
  }
}
