package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Inspection;
import org.mailtrek.host.Programs;

/** The log is looked into while the server starts, and no longer (K10, K15). */
final class WatchedStartTest {

  private static final String UNKNOWN = "Config error: Unknown option \"%s\" found!";

  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> looks = new LinkedBlockingQueue<>();

  private final Inspection log = new Inspection() {
    @Override
    public Programs.Ended read(List<String> command, OutputStream output) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void log(String service, int lines, boolean follow, OutputStream output) {
      assertEquals("kopano-server", service);
      List<String> now = List.copyOf(logged);
      PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
      now.forEach(out::println);
      looks.add(now.size());
    }

    @Override
    public List<String> missing() {
      return List.of();
    }
  };

  private final Progress shown = new Progress() {
    @Override
    public void say(String sentence) {
      said.add(sentence);
    }

    @Override
    public Progress on(String host) {
      return this;
    }
  };

  private WatchedStart watched(Duration pause, Optional<String> host) {
    ClassLoader loader = getClass().getClassLoader();
    HostView machine = (HostView) Proxy.newProxyInstance(loader, new Class<?>[] {HostView.class}, (proxy, method, arguments) -> log);
    View view = (View) Proxy.newProxyInstance(loader, new Class<?>[] {View.class}, (proxy, method, arguments) -> machine);
    return new WatchedStart(shown, new WatchedStart.Watch(view, name -> !name.startsWith("lab"), pause), host);
  }

  private String heard() throws InterruptedException {
    return Optional.ofNullable(said.poll(10, TimeUnit.SECONDS)).orElse("nothing");
  }

  private void looked() throws InterruptedException {
    assertTrue(looks.poll(10, TimeUnit.SECONDS) != null, "nobody looks");
  }

  @Test
  void aLineIsAnsweredBeforeTheStartHasEnded() throws Exception {
    try (WatchedStart watched = watched(Duration.ofMillis(5), Optional.of("mail1"))) {
      watched.phase(1, 3, "safe-mode-on", "");
      logged.add(UNKNOWN.formatted("of_old"));
      watched.phase(2, 3, "first-start", "");
      looked();
      watched.phase(2, 3, "first-start", "its performing");
      logged.add(UNKNOWN.formatted("x"));
      assertEquals("mail1: kopano-server: ! the configuration names x, which this release does not know: config explain x, then: config lint", heard());
    }
  }

  @Test
  void itIsLookedIntoOnceMoreAtTheEndAndOnEachOfSeveralHosts() throws Exception {
    try (WatchedStart watched = watched(Duration.ofHours(1), Optional.empty())) {
      watched.phase(1, 1, "first start", "");
      watched.on("lab2").phase(1, 1, "first-start-lab2", "");
      watched.on("mail2").phase(1, 1, "first-start-mail2", "");
      looked();
      logged.add("Upgrading database to schema 68");
      watched.phase(2, 2, "check-people", "");
      assertEquals("mail2: kopano-server: raises the database schema, now to 68", heard());
      assertEquals(1, looks.size(), "once before, once after, and not on a practice machine");
    }
  }
}
