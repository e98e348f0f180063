package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.estate.View;
import org.mailtrek.host.Secret;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;
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
}
