package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Shape;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/**
 * Gives every command, in the place of each word and of each option's value, names that a careless shell would carry out, for real, on a booted machine over SSH: what
 * they would leave behind must not appear, there or here. Some commands, drawn by a seed that is printed; all of them, with all names, with
 * {@code -Dmailtrek.exhaustive=true}, on a whole mail server; {@code -Dmailtrek.words.names=1} then takes one name by chance for each.
 */
@RequiresMachine
class HostileWordsTest {

  private static final String CANARY = "mt-canary";
  private static final List<String> NAMES =
      Stream.of("$(touch C)", "'; touch C; '", "\ntouch C\n", "`touch C`", "\"; touch C; \"", "-x & touch C #", "x | touch C", "x=$(touch C)").map(each -> each.replace("C", CANARY)).toList();

  /** Commands that are not tried, and why. */
  private static final Map<String, String> LEFT_OUT = Map.of(
      "demo", "it makes an estate of its own, and reaches no host",
      "simulate", "it makes an estate of its own, and reaches no host",
      "simulate stop", "it ends servers of this machine",
      "mailbox serve", "it serves until somebody ends it; its words are those of mailbox messages",
      "attach", "it waits for a job of this session",
      "exit", "it ends the session");

  private static final boolean ALL = Boolean.getBoolean("mailtrek.exhaustive");
  private static final int SAMPLE = 12;

  @TempDir private Path temporary;
  private final long seed = Long.getLong("mailtrek.words.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void noCommandCarriesOutAWord() throws IOException {
    System.out.println("HostileWordsTest: seed " + seed);
    int tried = 0;
    try (LabMachine machine = ALL ? ZarafaLab.boot() : LabMachine.boot()) {
      Path folder = LabEstate.in(temporary.resolve("acme"), machine).folder();
      for (Catalogue.Entry each : commands()) {
        for (List<String> line : lines(each)) {
          long began = System.nanoTime();
          Spoken said = Spoken.in(folder, line.toArray(String[]::new));
          assertTrue(!said.talk().contains("a fault in Mailtrek itself"), () -> line + ": " + said);
          if (System.nanoTime() - began > 5_000_000_000L) {
            System.out.println("slow: " + line);
          }
          tried++;
        }
        assertEquals("", machine.sh("find / -xdev -name '" + CANARY + "*' 2>/dev/null || true"), each.name());
        assertEquals(List.of(), here(folder), each.name());
      }
    }
    System.out.println(tried + " lines were tried");
    assertTrue(tried >= SAMPLE, tried + " lines");
  }

  /** What a shell of this machine would have left. */
  private static List<Path> here(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path each : List.of(folder, Path.of(""), Path.of(System.getProperty("user.home")), Path.of("/"))) {
      if (Files.exists(each.resolve(CANARY))) {
        found.add(each.resolve(CANARY));
      }
    }
    return found;
  }

  private List<Catalogue.Entry> commands() {
    List<Catalogue.Entry> all = new ArrayList<>(new Catalogue().all());
    all.removeIf(each -> LEFT_OUT.containsKey(each.name()));
    if (!ALL) {
      all.removeIf(each -> lines(each).isEmpty());
      Collections.shuffle(all, random);
      return all.subList(0, SAMPLE);
    }
    return all;
  }

  @Test
  void everyCommandThatTakesAWordIsTried() {
    for (Catalogue.Entry each : new Catalogue().all()) {
      Shape shape = each.open().shape();
      boolean words = !shape.positionals().isEmpty() || shape.options().stream().anyMatch(option -> !option.flag());
      assertTrue(LEFT_OUT.containsKey(each.name()) || !words || !lines(each).isEmpty(), each.name());
    }
  }

  /** Returns the first example of a command with one hostile word in it, each word in turn, and with each option besides. */
  private List<List<String>> lines(Catalogue.Entry command) {
    Shape shape = command.open().shape();
    List<String> example = example(shape);
    int from = command.name().split(" ").length;
    List<List<String>> lines = new ArrayList<>();
    for (String hostile : names()) {
      for (int at = from; at < example.size(); at++) {
        if (!example.get(at).startsWith("-")) {
          List<String> line = new ArrayList<>(example);
          line.set(at, hostile);
          lines.add(line);
        }
      }
      for (int at = 0; example.size() == from && at < shape.positionals().size(); at++) {
        List<String> line = new ArrayList<>(example);
        line.addAll(Collections.nCopies(at + 1, hostile));
        lines.add(line);
      }
      for (Shape.Option each : shape.options()) {
        if (!each.flag() && !example.contains(each.name())) {
          List<String> line = new ArrayList<>(example);
          line.addAll(List.of(each.name(), hostile));
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    return names.subList(0, Integer.getInteger("mailtrek.words.names", ALL ? NAMES.size() : 1));
  }

  private static List<String> example(Shape shape) {
    List<String> words = new ArrayList<>();
    for (Token each : Tokenizer.plain().split(shape.examples().get(0).line().replace("--follow", "")).tokens()) {
      if (each.operator()) {
        break;
      }
      words.add(each.text());
    }
    words.removeIf(each -> each.equals("--plan"));
    if (shape.acts() && !words.contains("--yes")) {
      words.add("--yes");
    }
    return words;
  }
}
