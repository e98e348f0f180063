package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.mailtrek.Mailtrek;
import org.mailtrek.command.Candidate;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Session;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.command.Values;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;

/**
 * Times what TAB asks for at places of every kind on a practice estate of 200 people: first from live data, then again from what is known; and beside a source that does not
 * answer. Medians and the worst, with the bars of the shell. Run by {@code scripts/bench tab}.
 */
public final class TabBench {

  private static final int ROUNDS = 15;
  private static final double LIVE_MILLIS = 150;
  private static final double KNOWN_MILLIS = 50;
  private static final List<String> PLACES =
      List.of("", "help ", "plan ", "plan show ", "services stop lab1 ", "config get ", "ldap search --base ", "ldap search ", "snapshot show ", "run show ", "logs lab1 ", "macro run ", "diff-config ");

  private TabBench() {}

  /**
   * Runs the benchmark.
   *
   * @throws IOException when a folder can't be made
   * @throws TrekException when no practice estate can be made
   */
  public static void main(String[] args) throws IOException, TrekException {
    Path folder = Files.createTempDirectory("mailtrek-bench");
    Path estate = folder.resolve("acme");
    Practice.make("zcp-single", estate, 200, 5, phase -> {});
    try (Session session = Mailtrek.session(estate); LiveValues live = new LiveValues(session)) {
      everywhere(new Suggestions(new Catalogue(session), live), live);
      silent(live);
    } finally {
      Practice.stop(estate);
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static void everywhere(Suggestions suggestions, LiveValues live) {
    Map<String, List<Double>> fresh = new LinkedHashMap<>();
    Map<String, List<Double>> known = new LinkedHashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (String place : PLACES) {
        live.forget();
        double first = millis(() -> suggestions.at(Tokenizer.plain().split(place).tokens(), ""));
        double again = millis(() -> suggestions.at(Tokenizer.plain().split(place).tokens(), ""));
        if (round > 0) {
          fresh.computeIfAbsent(place, key -> new ArrayList<>()).add(first);
          known.computeIfAbsent(place, key -> new ArrayList<>()).add(again);
        }
      }
    }
    for (String place : PLACES) {
      print("live  '" + place + "'", fresh.get(place), LIVE_MILLIS);
      print("known '" + place + "'", known.get(place), KNOWN_MILLIS);
    }
  }

  /** A source that answers once, and then no more. */
  private static void silent(LiveValues live) {
    AtomicBoolean answers = new AtomicBoolean(true);
    CountDownLatch never = new CountDownLatch(1);
    Values values =
        (session, typed) -> {
          if (!answers.getAndSet(false)) {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return List.of(new Candidate("one", "known"));
        };
    live.offer("silent", values, "");
    List<Double> known = new ArrayList<>();
    List<Double> fresh = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      known.add(millis(() -> live.offer("silent", values, "")));
    }
    for (int round = 0; round < ROUNDS; round++) {
      fresh.add(millis(() -> live.offer("unknown", values, "")));
    }
    print("a host that is silent, known", known, KNOWN_MILLIS);
    // the patience itself, and handing over
    print("a host that is silent, new", fresh, LIVE_MILLIS + 10);
    never.countDown();
  }

  private static double millis(Runnable asked) {
    long from = System.nanoTime();
    asked.run();
    return (System.nanoTime() - from) / 1e6;
  }

  private static void print(String name, List<Double> all, double bar) {
    Collections.sort(all);
    double median = all.get(all.size() / 2);
    System.out.printf(Locale.ROOT, "%-32s median %6.1f ms   worst %6.1f ms   bar %4.0f ms   %s%n", name, median, all.get(all.size() - 1), bar, median <= bar ? "ok" : "MISSED");
  }
}
