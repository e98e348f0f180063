package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepLike;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.View;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Secret;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.system.SystemSteps;

/** What a sign-in came to before a migration is kept with the step that stops mail (K12). */
final class SignInRecordTest {

  private static final Step STOPS = new Step() {
    @Override
    public String id() {
      return "stop-mail";
    }

    @Override
    public String title() {
      return "Stop mail";
    }

    @Override
    public void preview(View view, Preview preview) {}
  };

  private static View view(Optional<TestMailbox> mailbox) {
    return (View) Proxy.newProxyInstance(View.class.getClassLoader(), new Class<?>[] {View.class}, (proxy, method, arguments) -> {
      assertEquals("probe", method.getName());
      return mailbox;
    });
  }

  @TestFactory
  Stream<DynamicTest> keepsTheLawsOfTheStepThatItBelongsTo() {
    Step stops = SystemSteps.set("mail1", "postfix", Run.STOPPED, "Stop mail");
    return StepHarness.of(new SignInRecord.Recorded(stops), SignInRecordTest::world, world -> world.machine().services().set("postfix", Run.ABSENT, false)).laws();
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().services().set("postfix", Run.RUNNING, true);
    return world;
  }

  @Test
  void theStepIsAsItWasWithoutAMailbox() throws Exception {
    assertSame(STOPS, SignInRecord.before(view(Optional.empty()), STOPS));
  }

  @Test
  void whatItCameToIsKeptBeforeAnythingStops() throws Exception {
    View view = view(Optional.of(new TestMailbox("test", Secret.of("geheim"), Optional.empty(), Optional.of("imap://127.0.0.1:1"), false, Optional.empty(), Optional.empty())));
    Step recorded = SignInRecord.before(view, STOPS);
    assertTrue(recorded.keeps());
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    List<String> names = new ArrayList<>();
    Keep keep = (name, content) -> {
      names.add(name);
      try {
        content.writeTo(kept);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    };
    recorded.keep(view, keep);
    assertEquals(List.of("sign-in.json"), names);
    assertEquals("{\"imap\":false}", kept.toString(StandardCharsets.UTF_8).replace(" ", ""));
    assertFalse(kept.toString(StandardCharsets.UTF_8).contains("geheim"));
  }

  /** The one kept by the last run is read back; before any there is none. */
  @Test
  void whatWasKeptLastIsReadBack(@TempDir Path folder) throws Exception {
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), Files.createDirectory(folder.resolve("acme")));
    MemoryMachine machine = MemoryMachine.named("mail1");
    machine.services().set("postfix", Run.RUNNING, true);
    MemoryEstate estate = new MemoryEstate(machine, Optional.empty(), Optional.empty());
    assertEquals(Map.of(), SignInRecord.last(new Backups(home)));
    int port = free();
    Step recorded = new Sees(SystemSteps.set("mail1", "postfix", Run.STOPPED, "Stop mail"), new TestMailbox("test", Secret.of("geheim"), Optional.empty(), Optional.of("imap://127.0.0.1:" + port), false, Optional.empty(), Optional.empty()));
    Runbook runbook = new Only(recorded);
    Engine engine = new Engine(estate, home, ChangeKinds::read, new Runbooks(List.of(runbook)), Clock.systemUTC(), "test");
    assertEquals(Outcome.Kind.DONE, engine.runner(Progress.NONE, new Interruption()).apply(engine.planner(Progress.NONE).plan(runbook, Map.of()), Terms.NONE).kind());
    assertEquals(Map.of("imap", false), SignInRecord.last(engine.backups()));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A runbook of one step. */
  private record Only(Step step) implements Runbook {

    @Override
    public String name() {
      return "only";
    }

    @Override
    public String title() {
      return "Only this";
    }

    @Override
    public List<Step> steps(View view, Map<String, String> options) {
      return List.of(step);
    }
  }

  /** A recorded step on an estate that declares a mailbox for tests. */
  private static final class Sees extends StepLike {

    private final TestMailbox mailbox;

    Sees(Step step, TestMailbox mailbox) {
      super(new SignInRecord.Recorded(step));
      this.mailbox = mailbox;
    }

    @Override
    public void keep(View view, Keep keep) throws TrekException {
      super.keep(view(Optional.of(mailbox)), keep);
    }
  }
}
