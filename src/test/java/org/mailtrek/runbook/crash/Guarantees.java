package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Writes what the matrix has found as a page of the reference. */
final class Guarantees {

  private static final String HEAD = """
      # What was killed, and survived

      Written by `scripts/crash-matrix`; it tells only what was run. A *point* is a moment right before a write: of a file, a folder, a link, an owner, a directory entry, a statement to the database,
      a service, a package, a line of the journal, by Mailtrek or by the stand-ins for the vendors' programs. A dry run counts them. A point has *survived* when `resume` ends there where an undisturbed run
      ends, and `undo`, in a copy, where it began: files with owners, modes, attributes and times by code that is not the program's, entries and tables through ports that only read.

      *In process*: the estate is copied at the point as a kill would leave it, torn writes included. *By SIGKILL*: a child process does the same work, and is killed there for good. Points are taken in an order
      of chance, the same each time, so that a run that was cut short has seen all parts; the next one goes on. Seconds are those of both ways together, on the machine that ran it last.

      | what | practice estate | points | hit in process | survived | hit by SIGKILL | survived | seconds |
      |---|---|---:|---:|---:|---:|---:|---:|
      """;

  private static final String FOOT = """

      Where a plan says that a step can't be taken back, an undo that comes after it ends where an undisturbed run leaves that step: what came behind it is taken back, the rest stays. One that comes in the middle of such a step changes nothing, or goes back before it. The messages of `mailbox messages` have a ledger
      instead of a journal: there `resume` is the same command again.

      Loss of power, where writes since the last sync are dropped, is simulated for each kind of change, for whole runs of a small runbook, for `open`, and for moves of messages: at a sample of their points by
      `scripts/test`, at all by `scripts/crash-matrix` without arguments ([why undo and resume are true](../explanation/undo.md)). Not on these estates: their databases keep their own promises.
      """;

  private Guarantees() {}

  /** Writes the page from the record; a row of which the record knows nothing, since it is of another run, stays as it is, and so do the sections behind the table, which people write. */
  static void write(CrashRecord record, Path page) throws IOException {
    List<String> before = Files.exists(page) ? Files.readAllLines(page, StandardCharsets.UTF_8) : List.of();
    StringBuilder text = new StringBuilder(HEAD);
    for (Scenario each : Scenario.all()) {
      if (record.hits(each).isEmpty()) {
        before.stream().filter(line -> line.startsWith(begin(each))).forEach(line -> text.append(line).append('\n'));
      } else {
        text.append(row(each, record.points(each), record.hits(each)));
      }
    }
    text.append(FOOT);
    int sections = IntStream.range(0, before.size()).filter(at -> before.get(at).startsWith("## ")).findFirst().orElse(before.size());
    if (sections < before.size()) {
      text.append('\n').append(String.join("\n", before.subList(sections, before.size()))).append('\n');
    }
    Files.writeString(page, text, StandardCharsets.UTF_8);
  }

  private static String begin(Scenario scenario) {
    return "| `" + scenario.runbook() + "` | " + scenario.estate() + " |";
  }

  private static String row(Scenario scenario, int points, List<CrashRecord.Hit> hits) {
    double seconds = hits.stream().mapToDouble(CrashRecord.Hit::seconds).sum();
    return String.format(Locale.ROOT, "%s %d | %d | %d | %d | %d | %.0f |%n", begin(scenario), points,
        count(hits, CrashRecord.Way.PROCESS, false), count(hits, CrashRecord.Way.PROCESS, true), count(hits, CrashRecord.Way.SIGKILL, false), count(hits, CrashRecord.Way.SIGKILL, true), seconds);
  }

  private static long count(List<CrashRecord.Hit> hits, CrashRecord.Way way, boolean survived) {
    return hits.stream().filter(each -> each.way() == way && (each.survived() || !survived)).count();
  }
}
